import type { Glance } from '../backend';

export interface HeldSlot {
  readonly slot: string;
  readonly number: number;
  readonly date: string;
}

/** The sessions a version can be pinned to. */
export function heldSlots(glance: Glance): readonly HeldSlot[] {
  return glance.pips.flatMap(({ slot, number, status, date }) =>
    slot !== null && number !== null && (status === 'attended' || status === 'attended_partial')
      ? [{ slot, number, date }]
      : [],
  );
}

/** The newest session held: what a version taken now is pinned to. */
export function heldSlot(glance: Glance): HeldSlot | null {
  return heldSlots(glance).at(-1) ?? null;
}

/** The slot a record points at, which straight from a file knows only the number. */
export function slotOf(glance: Glance, session: number | string | null): string | null {
  if (typeof session === 'string' || session === null) return session;
  return glance.pips.find(({ number }) => number === session)?.slot ?? null;
}

/** Whether the note of that session is signed: what belongs to it no longer changes. */
export function isSigned(glance: Glance, session: number | string | null): boolean {
  const slot = slotOf(glance, session);
  return slot !== null && (glance.pips.find((pip) => pip.slot === slot)?.signed ?? false);
}

/** The number of the session a record points at: it knows the slot, or, straight from a file, the number. */
export function numberOf(glance: Glance, session: number | string | null): number | null {
  if (typeof session === 'number' || session === null) return session;
  return glance.pips.find(({ slot }) => slot === session)?.number ?? null;
}
