import type { CourseView, Goal, Slot } from '../backend';
import { isOfSlot } from '../lib/slots';

export interface Rated {
  slot: Slot;
  value: number;
}

/** The ratings of a goal in the order of the sessions, wherever they point: at a slot or at a number. */
export function ratingsOf(goal: Goal, { course }: CourseView): Rated[] {
  return goal.ratings
    .flatMap((rating) => {
      const slot = course.slots.find((one) => isOfSlot(rating.session_number, one));
      return slot ? [{ slot, value: rating.value }] : [];
    })
    .toSorted((one, other) => one.slot.slot_index - other.slot.slot_index);
}

/** Sessions a goal may be rated in: those held, newest first. */
export const held = ({ course }: CourseView): Slot[] =>
  course.slots
    .filter((slot) => slot.status === 'attended' || slot.status === 'attended_partial')
    .toReversed();
