import { describe, expect, it } from 'vitest';
import vectors from '../../../tests/golden/scoring/sheets.json';
import { instruments } from './instruments.svelte';
import { tally, type Answer } from './tally';

const phq9 = instruments.of('PHQ-9');

describe('the running total of a sheet', () => {
  it('adds up a full sheet and names its band', () => {
    const full = tally(phq9, [2, 3, 2, 3, 1, 2, 2, 2, 0]);
    expect(full, 'the baseline of the sample case').toMatchObject({
      total: 17,
      band: 'moderately severe',
      prorated: false,
      level: null,
    });
  });

  it('estimates the total when two answers are missing, rounded half up', () => {
    const partial = tally(phq9, [2, null, 2, 2, 1, 2, 1, null, 0]);
    expect(partial.total, '10 of seven answers is 12.86, so 13').toBe(13);
    expect(partial.prorated, 'an estimate must say that it is one').toBe(true);
  });

  it('gives no total when three answers are missing', () => {
    const partial = tally(phq9, [2, null, 2, 2, null, 2, 1, null, 0]);
    expect(partial.total, 'three missing is beyond what may be estimated').toBeNull();
    expect(partial.sum, 'the sum of what was answered is still shown').toBe(9);
  });

  it('gives no total for an empty sheet', () => {
    expect(tally(phq9, Array<Answer>(9).fill(null)).total, 'nothing answered is not zero').toBeNull();
  });

  it.each([
    [0, null],
    [1, 'amber'],
    [2, 'red'],
    [3, 'red'],
    [null, null],
  ] as const)('raises %s at item 9 to %s at once', (answer, level) => {
    const answers: Answer[] = [...Array<Answer>(8).fill(null), answer];
    expect(tally(phq9, answers).level, 'the flag does not wait for the other answers').toBe(level);
  });

  it('never flags another scale at its ninth answer', () => {
    const k10 = instruments.of('K10');
    expect(tally(k10, Array<Answer>(10).fill(5)).level, 'K10 has no such item').toBeNull();
  });

  it('comes to what the program makes of the same sheets', () => {
    const drifted = vectors.filter(({ instrument, items, sum, missing, total, prorated, band, level }) => {
      const found = tally(instruments.of(instrument), items);
      const same: [unknown, unknown][] = [
        [found.sum, sum],
        [found.missing, missing],
        [found.total, total],
        [found.prorated, prorated],
        [found.band, band],
        [found.level, level],
      ];
      return same.some(([one, other]) => one !== other);
    });
    expect(vectors.length, 'every total of PHQ-9, GAD-7 and K10').toBeGreaterThan(250);
    expect(drifted).toEqual([]);
  });
});
