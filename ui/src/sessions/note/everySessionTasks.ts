import type { NoteDraft } from '../../backend';

/** Tasks of every session that the note itself shows to be done. The other tasks are ticked. */
const shown: Record<string, (note: NoteDraft, measured: boolean) => boolean> = {
  'every.measures': (_, measured) => measured,
  'every.risk': (note) => note.risk_asked === true,
  'every.mood-event': (note) => Boolean(note.mood_event?.event) && note.mood_event?.mood_effect != null,
  'every.technique': (note) => Boolean(note.techniques?.length),
  'every.experiment': (note) => Boolean(note.between_task?.text),
};

/** The tasks that were done in this session, as the note shows or as somebody ticked. Of the others nobody said. */
export function doneOf(note: NoteDraft, measured: boolean): string[] {
  const ticked = (note.every_done ?? []).filter((task) => !(task in shown));
  const seen = Object.entries(shown).filter(([, done]) => done(note, measured));
  return [...seen.map(([task]) => task), ...ticked];
}

/** The record of an earlier version: it listed what was left out, and asked only of this task. */
export const doneBefore = (missed: readonly string[] | null | undefined): string[] | null =>
  missed?.includes('every.time') === false ? ['every.time'] : null;

export const timeTicked = (note: NoteDraft): boolean => note.every_done?.includes('every.time') ?? false;

export const withTimeTicked = (note: NoteDraft, ticked: boolean): string[] => {
  const others = (note.every_done ?? []).filter((task) => task !== 'every.time');
  return ticked ? [...others, 'every.time'] : others;
};
