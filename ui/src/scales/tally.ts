import type { FlagLevel, Instrument, TotalRule } from '../backend';

export type Answer = number | null;

/** The running total of a sheet, complete or not. The program computes the score that is recorded. */
export interface Tally {
  sum: number;
  answered: number;
  missing: number;
  /** The total, estimated if a few answers are missing; null if too many are. */
  total: number | null;
  prorated: boolean;
  /** The band in words. */
  band: string | null;
  /** The answer to the question about death and self-harm. */
  risk: Answer;
  level: FlagLevel | null;
}

/** How many answers may be missing before there is no total. */
const mayMiss = (rule: TotalRule): number => (typeof rule === 'object' ? (rule.pro_rated?.missing ?? 0) : 0);

/** The program's rule for sheets answered in the window; both are held against `tests/golden/scoring/sheets.json`. */
export function tally(instrument: Instrument, answers: readonly Answer[]): Tally {
  const items = instrument.items.questions.length;
  const given = answers.slice(0, items).filter((answer) => answer !== null);
  const sum = given.reduce((before, answer) => before + answer, 0);
  const missing = items - given.length;
  const enough = given.length > 0 && missing <= mayMiss(instrument.total_rule);
  const total = enough ? Math.floor((2 * sum * items + given.length) / (2 * given.length)) : null;
  const risk = instrument.risk_item === null ? null : (answers[instrument.risk_item - 1] ?? null);
  return {
    sum,
    answered: given.length,
    missing,
    total,
    prorated: enough && missing > 0,
    band: bandOf(instrument, total),
    risk,
    level: risk === null || risk === 0 ? null : risk === 1 ? 'amber' : 'red',
  };
}

function bandOf(instrument: Instrument, total: number | null): string | null {
  if (total === null) return null;
  return instrument.bands.find((band) => total >= band.from && total <= band.to)?.words ?? null;
}
