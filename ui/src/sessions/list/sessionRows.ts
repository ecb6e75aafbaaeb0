import type { CourseView, Pip, Slot } from '../../backend';
import { numberOfPip } from '../../lib/slots';

export interface SessionRow {
  slot: Slot;
  pip: Pip | undefined;
  /** The session number that the slot took or will take. */
  number: number | null;
  taken: boolean;
  note: 'none' | 'draft' | 'signed' | 'struck';
  phq9: number | null;
  gad7: number | null;
  joint: boolean;
}

/** The rows of the session list, one per slot. */
export function sessionRows({ course, glance, scores }: CourseView): SessionRow[] {
  const total = (slot: Slot, instrument: string) =>
    scores.findLast((score) => score.instrument === instrument && score.slot === slot.id)?.total ?? null;
  return course.slots.map((slot) => {
    const pip = glance.pips.find((one) => one.slot === slot.id);
    const session = course.sessions?.find((one) => one.slot === slot.id);
    const begun = Boolean(session && (session.summary || session.risk_note || session.mood_event));
    return {
      slot,
      pip,
      number: numberOfPip(pip),
      taken: pip?.number != null,
      note: session?.struck_reason ? 'struck' : session?.locked_at ? 'signed' : begun ? 'draft' : 'none',
      phq9: total(slot, 'PHQ-9'),
      gad7: total(slot, 'GAD-7'),
      joint: Boolean(slot.conjoint),
    };
  });
}
