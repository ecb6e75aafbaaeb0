import type { NoteDraft } from '../../backend';

/** Tasks of every session that the note itself shows to be done. The other tasks are ticked. */
const shown: Record<string, (note: NoteDraft, measured: boolean) => boolean> = {
  'every.measures': (_, measured) => measured,
  'every.risk': (note) => note.risk_asked === true,
  'every.mood-event': (note) => Boolean(note.mood_event?.event),
  'every.technique': (note) => Boolean(note.techniques?.length),
  'every.experiment': (note) => Boolean(note.between_task?.text),
};

/** The tasks left out of this session, as far as the note shows. */
export function missedOf(note: NoteDraft, measured: boolean): string[] {
  const marked = (note.every_missed ?? []).filter((task) => !(task in shown));
  const seen = Object.entries(shown).filter(([, done]) => !done(note, measured));
  return [...seen.map(([task]) => task), ...marked];
}

export const timeTicked = (note: NoteDraft): boolean => !note.every_missed?.includes('every.time');

export const withTimeTicked = (note: NoteDraft, ticked: boolean): string[] => {
  const others = (note.every_missed ?? []).filter((task) => task !== 'every.time');
  return ticked ? others : [...others, 'every.time'];
};
