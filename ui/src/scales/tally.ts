import { bandOf, type Scale } from './scale';

export type Answer = number | null;

/** The running total of a sheet, complete or not. The program computes the score that is recorded. */
export interface Tally {
  sum: number;
  answered: number;
  missing: number;
  /** The total, estimated if a few answers are missing; null if too many are. */
  total: number | null;
  prorated: boolean;
  band: string | null;
  /** The answer to the question about death and self-harm. */
  risk: Answer;
  level: 'amber' | 'red' | null;
}

export function tally(scale: Scale, answers: readonly Answer[]): Tally {
  const given = answers.slice(0, scale.items).filter((answer) => answer !== null);
  const sum = given.reduce((before, answer) => before + answer, 0);
  const missing = scale.items - given.length;
  const enough = given.length > 0 && missing <= scale.mayMiss;
  const total = enough ? Math.floor((sum / given.length) * scale.items + 0.5) : null;
  const risk = scale.riskItem === null ? null : (answers[scale.riskItem] ?? null);
  return {
    sum,
    answered: given.length,
    missing,
    total,
    prorated: enough && missing > 0,
    band: total === null ? null : bandOf(scale, total),
    risk,
    level: risk === null || risk === 0 ? null : risk === 1 ? 'amber' : 'red',
  };
}
