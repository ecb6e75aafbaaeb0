/** Safari says so of the key that ends a composition, though it says of it that it is over. */
const processed = 229;

/**
 * Keeps keys that belong to the composition of a character from everything in the window: Enter there chooses the
 * character, Escape drops it. The system's own handling stays.
 */
export function keepCompositionKeys(): () => void {
  const keep = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === processed) event.stopImmediatePropagation();
  };
  const kinds = ['keydown', 'keyup'] as const;
  for (const kind of kinds) window.addEventListener(kind, keep, { capture: true });
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, keep, { capture: true });
  };
}
