import type { Addendum, Glance, Pip, Session, SessionRef, Slot } from '../backend/backend';

/** How a record names its session: by the slot, or by the session number if it comes from a course file. */
export type SessionPointer = SessionRef | null | undefined;

const pointsAt = (pointer: SessionPointer, slot: Slot['id'], number: Slot['session_number']) =>
  pointer != null && (typeof pointer === 'number' ? pointer === number : pointer === slot);

export const isOfSlot = (pointer: SessionPointer, slot: Slot): boolean =>
  pointsAt(pointer, slot.id, slot.session_number);

/** An addendum names its note by the slot, or as `session:3` if it comes from a course file. */
export const isAddendumOf = ({ slot, target }: Addendum, session: Session): boolean =>
  (slot != null && slot === session.slot) || target === `session:${session.session_number}`;

const pipOf = (pips: readonly Pip[], pointer: SessionPointer): Pip | undefined =>
  pips.find(({ slot, number }) => pointsAt(pointer, slot, number));

/** The slot that a record belongs to. */
export function slotIdOf(pips: readonly Pip[], pointer: SessionPointer): string | null {
  return typeof pointer === 'string' ? pointer : (pipOf(pips, pointer)?.slot ?? null);
}

/** The number that a slot took or will take; null for a slot without one. */
export const numberOfPip = (pip: Pip | undefined): number | null => pip?.number ?? pip?.would_be ?? null;

/** The number of the session that a record belongs to, taken or planned. */
export function numberOf(pips: readonly Pip[], pointer: SessionPointer): number | null {
  return typeof pointer === 'number' ? pointer : numberOfPip(pipOf(pips, pointer));
}

/** The day of the first slot, by which a client's courses are told apart. */
export const courseBegan = ({ pips, planned_end }: Glance): string => pips[0]?.date ?? planned_end;
