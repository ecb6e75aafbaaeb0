import { describe, expect, it } from 'vitest';
import { outcomes, readOutcome, writeOutcome } from './taskOutcome';

describe('the outcome of the last task', () => {
  it.each([...outcomes, null])('keeps the choice %s and its text', (outcome) => {
    const told = { outcome, text: 'Rang her: no answer' };
    expect(readOutcome(writeOutcome(told)), 'what was written is read back').toEqual(told);
  });

  it('keeps a choice without a text', () => {
    expect(readOutcome(writeOutcome({ outcome: 'partly', text: '' })), 'no colon is left behind').toEqual({
      outcome: 'partly',
      text: '',
    });
  });

  it('leaves a text without a choice as it is', () => {
    const kept = "Brought whistle and visitors' book";
    expect(readOutcome(kept), 'an imported note has no choice').toEqual({ outcome: null, text: kept });
    expect(writeOutcome(readOutcome(kept)), 'and is not changed by being looked at').toBe(kept);
    expect(readOutcome('Triedness'), 'a word that merely begins so is no choice').toEqual({
      outcome: null,
      text: 'Triedness',
    });
  });
});
