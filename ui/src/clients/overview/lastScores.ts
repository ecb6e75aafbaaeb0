import type { Scored } from '../../backend';

/** The newest score of each measure, in the order the measures were first used. */
export function lastScores(scores: readonly Scored[]): Scored[] {
  const newest = new Map<string, Scored>();
  for (const score of scores) {
    const known = newest.get(score.instrument);
    if (score.total !== null && (!known || known.date <= score.date)) newest.set(score.instrument, score);
  }
  return [...newest.values()];
}
