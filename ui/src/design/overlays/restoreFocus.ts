/** Gives the focus back to the element that had it, a control or a shape of a drawing. */
export function restoreFocus(before: Element | null) {
  const takes = before instanceof HTMLElement || before instanceof SVGElement;
  if (takes && before.isConnected) before.focus({ preventScroll: true });
}
