import { ask, events } from '../../backend';

const every = 10_000;

/** Tells the program at most every ten seconds that the person is active. Without activity the program locks. */
export function reportActivity(): () => void {
  let last = 0;
  const alive = () => {
    const now = Date.now();
    if (now - last < every) return;
    last = now;
    void ask.heartbeat().catch(() => undefined);
  };
  const kinds = ['keydown', 'pointermove', 'pointerdown', 'wheel'] as const;
  for (const kind of kinds) window.addEventListener(kind, alive, { passive: true, capture: true });
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, alive, { capture: true });
  };
}

/** Calls `cover` when the program wants the window covered. The returned function ends that. */
export function whenCovered(cover: () => void): () => void {
  const end = events.cover.listen(cover);
  return () => void end.then((stop) => stop());
}
