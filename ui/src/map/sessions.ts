import type { Glance } from '../backend';

export interface HeldSlot {
  readonly slot: string;
  readonly number: number;
}

/** The newest session held: what a version taken now is pinned to. */
export function heldSlot(glance: Glance): HeldSlot | null {
  const held = glance.pips.flatMap(({ slot, number, status }) =>
    slot !== null && number !== null && (status === 'attended' || status === 'attended_partial')
      ? [{ slot, number }]
      : [],
  );
  return held[held.length - 1] ?? null;
}

/** The number of the session a record points at: it knows the slot, or, straight from a file, the number. */
export function numberOf(glance: Glance, session: number | string | null): number | null {
  if (typeof session === 'number' || session === null) return session;
  return glance.pips.find(({ slot }) => slot === session)?.number ?? null;
}
