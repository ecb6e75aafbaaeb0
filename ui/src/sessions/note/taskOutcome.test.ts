import { describe, expect, it } from 'vitest';
import { outcomes, readOutcome, writeOutcome } from './taskOutcome';

describe('the outcome of the last task', () => {
  it.each([...outcomes, null])('keeps the choice %s and its text', (outcome) => {
    const told = { outcome, text: 'Rang her: no answer' };
    expect(readOutcome(writeOutcome(told)), 'the text reads back as it was written').toEqual(told);
  });

  it('keeps a choice without a text', () => {
    expect(
      readOutcome(writeOutcome({ outcome: 'partly', text: '' })),
      'an outcome without a text has no colon',
    ).toEqual({
      outcome: 'partly',
      text: '',
    });
  });

  it('leaves a text without a choice as it is', () => {
    const kept = "Brought whistle and visitors' book";
    expect(readOutcome(kept), 'an imported text has no outcome').toEqual({ outcome: null, text: kept });
    expect(writeOutcome(readOutcome(kept)), 'reading a text does not change it').toBe(kept);
    expect(readOutcome('Triedness'), 'a word that begins like an outcome is none').toEqual({
      outcome: null,
      text: 'Triedness',
    });
  });
});
