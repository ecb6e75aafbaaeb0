import type { Glance, MapSnapshot } from '../../backend';
import { words } from '../../words';

/** The slot a record points at, which straight from a file knows only the number. */
export function slotOf(glance: Glance, session: number | string | null): string | null {
  if (typeof session === 'string' || session === null) return session;
  return glance.pips.find(({ number }) => number === session)?.slot ?? null;
}

/**
 * The number of the session a record points at, or the one it will take: the record knows the slot, or, straight
 * from a file, the number.
 */
export function numberOf(glance: Glance, session: number | string | null): number | null {
  if (typeof session === 'number' || session === null) return session;
  const pip = glance.pips.find(({ slot }) => slot === session);
  return pip?.number ?? pip?.would_be ?? null;
}

/** Says that it is a version that is looked at, and which. */
export function viewing({ kind, session_number: session, date }: MapSnapshot, glance: Glance): string {
  return words.map.versions.viewing(kind, numberOf(glance, session ?? null), date);
}
