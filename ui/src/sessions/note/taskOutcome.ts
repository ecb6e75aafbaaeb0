/** The outcome of a task between sessions. The record holds one text, so the choice is stored as its first words. */
export type Outcome = 'tried' | 'partly' | 'not_yet' | 'something_else';

const openings: Record<Outcome, string> = {
  tried: 'Tried',
  partly: 'Partly',
  not_yet: 'Not yet',
  something_else: 'Something else',
};

export const outcomes = Object.keys(openings) as Outcome[];

export interface ToldOutcome {
  outcome: Outcome | null;
  text: string;
}

export function readOutcome(kept: string | null | undefined): ToldOutcome {
  const text = kept ?? '';
  for (const outcome of outcomes) {
    const opening = openings[outcome];
    if (text === opening) return { outcome, text: '' };
    if (text.startsWith(`${opening}: `)) return { outcome, text: text.slice(opening.length + 2) };
  }
  return { outcome: null, text };
}

export function writeOutcome({ outcome, text }: ToldOutcome): string {
  if (outcome === null) return text;
  return text === '' ? openings[outcome] : `${openings[outcome]}: ${text}`;
}
