import type { CourseView, Scored, Slot } from '../../backend';
import { daysBetween } from '../../lib/dates';

/** The facts about the last session that the therapist needs when the next one begins. */
export interface LastSession {
  slot: string;
  number: number | null;
  days: number;
  /** The slots between the two sessions in which no session was held. */
  missed: number;
  task: { text: string; people: string[] } | null;
  changes: { name: string; before: number; now: number }[];
}

const held = (slot: Slot) => slot.status === 'attended' || slot.status === 'attended_partial';
const empty = (slot: Slot) => !held(slot) && slot.status !== 'rescheduled' && slot.status !== 'void';

export function lastSessionBefore({ course, scores }: CourseView, slot: Slot): LastSession | null {
  const before = course.slots.filter((other) => other.slot_index < slot.slot_index);
  const last = before.findLast(held);
  if (!last) return null;
  const agreed = course.sessions?.find((session) => session.slot === last.id)?.between_task;
  const nameOf = (id: string) => course.people?.find((person) => person.id === id)?.label ?? id;
  return {
    slot: last.id ?? '',
    number: last.session_number ?? null,
    days: daysBetween(last.date, slot.date),
    missed: before.filter((other) => other.slot_index > last.slot_index && empty(other)).length,
    task: agreed?.text ? { text: agreed.text, people: agreed.with_person_ids.map(nameOf) } : null,
    changes: ['PHQ-9', 'GAD-7'].flatMap((name) => {
      const now = scoreAt(scores, name, slot);
      const then = scores.findLast(
        (score) => score.instrument === name && score.total !== null && score.date < slot.date,
      );
      return now?.total != null && then?.total != null ? [{ name, before: then.total, now: now.total }] : [];
    }),
  };
}

function scoreAt(scores: readonly Scored[], instrument: string, slot: Slot): Scored | undefined {
  return scores.findLast((score) => score.instrument === instrument && score.slot === slot.id);
}
