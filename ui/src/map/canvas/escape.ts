/**
 * Escape ends a drag where it began, and does nothing else then: it leaves neither the map nor a presentation. `cancel`
 * returns whether there was a drag to end.
 */
export function cancelOnEscape(event: KeyboardEvent, cancel: () => boolean) {
  if (event.key !== 'Escape' || !cancel()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
