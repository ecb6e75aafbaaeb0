import type { MovePreview, SlotPreview, SlotStatus } from '../../backend';
import { explainRule, shortDay, words } from '../../words';

/** Every status that a slot can get; those of held sessions first. */
export const statuses = [
  'attended',
  'attended_partial',
  'cancelled_notice',
  'cancelled_late',
  'dna',
  'cancelled_therapist',
  'rescheduled',
  'break',
  'void',
] as const satisfies readonly SlotStatus[];

/** The answers needed before a status can be recorded. */
export interface Asked {
  minutes: boolean;
  counts: boolean;
  date: boolean;
  reason: 'none' | 'optional' | 'required' | 'correction';
}

export function askedFor(status: SlotStatus, foreseen: SlotPreview, correcting: boolean): Asked {
  const needed = correcting ? 'correction' : 'required';
  const offered = correcting || status === 'rescheduled' || status === 'break';
  return {
    minutes: status === 'attended_partial',
    counts: foreseen.asks,
    date: status === 'rescheduled',
    reason: foreseen.needs_reason ? needed : offered ? 'optional' : 'none',
  };
}

export const asksAnything = (asked: Asked): boolean =>
  asked.minutes || asked.counts || asked.date || asked.reason !== 'none';

/** Says in one sentence how a status would change the count and the end of the course. */
export function foreseenIn(foreseen: SlotPreview): string {
  const texts = words.sessions.attendance.foreseen;
  const { takes_number, left_after, adds_slot, ends_on, asks } = foreseen;
  const count = asks
    ? texts.asks
    : takes_number === null
      ? texts.none(left_after)
      : texts.takes(takes_number, left_after);
  const parts = [
    count,
    ...(adds_slot ? [texts.adds] : []),
    ...(ends_on ? [texts.ends(shortDay(ends_on))] : []),
  ];
  return words.sessions.attendance.sentence(parts);
}

/** Says in one sentence which session a moved slot would be, and when the course would end, or why it cannot be moved. */
export function movedIn({ number, ends_on, refused }: MovePreview): string {
  if (refused) return explainRule(refused).happened;
  const texts = words.sessions.attendance.foreseen;
  const parts = [
    ...(number === null ? [] : [texts.moved(number)]),
    ...(ends_on ? [texts.ends(shortDay(ends_on))] : []),
  ];
  return words.sessions.attendance.sentence(parts);
}
