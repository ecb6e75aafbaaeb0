/** Gives the focus back to what had it before; somebody of a drawing takes it as any control does. */
export function restoreFocus(before: Element | null) {
  const takes = before instanceof HTMLElement || before instanceof SVGElement;
  if (takes && before.isConnected) before.focus({ preventScroll: true });
}
