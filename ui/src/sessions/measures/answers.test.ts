import { describe, expect, it } from 'vitest';
import { instruments } from '../../scales/instruments.svelte';
import type { Answer } from '../../scales/tally';
import { Answers, sheetOf } from './answers.svelte';

function sheet(code: string, values?: Answer[]) {
  const instrument = instruments.of(code);
  return new Answers(instrument, { value: sheetOf(instrument, values) });
}

const type = (answers: Answers, keys: string) => [...keys].map((key) => answers.press(key));

describe('answering a sheet with the keys', () => {
  it('moves on after each answer', () => {
    const answers = sheet('PHQ-9');
    type(answers, '232');
    expect(answers.values.slice(0, 4), 'each key answers one question').toEqual([2, 3, 2, null]);
    expect(answers.at, 'the fourth question is open').toBe(3);
  });

  it('asks about difficulty only when something was above zero', () => {
    const none = sheet('PHQ-9');
    type(none, '000000000');
    expect(none.at, 'a total of 0 asks no question on difficulty').toBe(8);

    const some = sheet('PHQ-9');
    type(some, '100000000');
    expect(some.at, 'the question on difficulty follows the ninth').toBe(9);
    type(some, '2');
    expect(some.difficulty, 'the next key answers the question on difficulty').toBe(2);
    expect(some.tally.total, 'difficulty does not count in the total').toBe(1);
  });

  it('refuses a key that is no answer', () => {
    const answers = sheet('PHQ-9');
    expect(type(answers, '4x'), '4 and x are no answers to PHQ-9').toEqual([false, false]);
    expect(answers.tally.answered, 'no answer was recorded').toBe(0);
  });

  it('takes 1 to 5 for K10', () => {
    const answers = sheet('K10');
    expect(type(answers, '051'), '0 is no answer to K10').toEqual([false, true, true]);
  });

  it('clears the last answer', () => {
    const answers = sheet('PHQ-9');
    type(answers, '23');
    answers.press('Backspace');
    expect(answers.at, 'the second question is open again').toBe(1);
    expect(answers.values.slice(0, 2), 'the answer to the second question is cleared').toEqual([2, null]);
    answers.press('Backspace');
    answers.press('Backspace');
    expect(answers.at, 'the first question is the first one open').toBe(0);
    expect(answers.tally.answered, 'no answer is left').toBe(0);
  });

  it('lets a question go unanswered', () => {
    const answers = sheet('PHQ-9');
    type(answers, '2-1');
    expect(answers.values.slice(0, 3), 'a missing answer is not zero').toEqual([2, null, 1]);
  });

  it('begins at the first question without an answer', () => {
    const answers = sheet('GAD-7', [1, 1, null, 0, 0, 0, 0]);
    expect(answers.at, 'the third question is open').toBe(2);
  });
});
