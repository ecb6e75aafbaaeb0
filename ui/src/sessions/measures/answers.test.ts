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
    expect(answers.values.slice(0, 4), 'one key, one answer').toEqual([2, 3, 2, null]);
    expect(answers.at, 'the fourth question is next').toBe(3);
  });

  it('asks about difficulty only when something was above zero', () => {
    const none = sheet('PHQ-9');
    type(none, '000000000');
    expect(none.at, 'nothing to ask when the total is 0').toBe(8);

    const some = sheet('PHQ-9');
    type(some, '100000000');
    expect(some.at, 'the question on difficulty follows the ninth').toBe(9);
    type(some, '2');
    expect(some.difficulty, 'and takes the next key').toBe(2);
    expect(some.tally.total, 'without counting in the total').toBe(1);
  });

  it('refuses a key that is no answer', () => {
    const answers = sheet('PHQ-9');
    expect(type(answers, '4x'), 'PHQ-9 ends at 3').toEqual([false, false]);
    expect(answers.tally.answered, 'nothing was written').toBe(0);
  });

  it('takes 1 to 5 for K10', () => {
    const answers = sheet('K10');
    expect(type(answers, '051'), '0 is no answer there').toEqual([false, true, true]);
  });

  it('clears the last answer', () => {
    const answers = sheet('PHQ-9');
    type(answers, '23');
    answers.press('Backspace');
    expect(answers.at, 'back at the second').toBe(1);
    expect(answers.values.slice(0, 2), 'whose answer is gone').toEqual([2, null]);
    answers.press('Backspace');
    answers.press('Backspace');
    expect(answers.at, 'never before the first').toBe(0);
    expect(answers.tally.answered, 'all taken back').toBe(0);
  });

  it('lets a question go unanswered', () => {
    const answers = sheet('PHQ-9');
    type(answers, '2-1');
    expect(answers.values.slice(0, 3), 'missing is not zero').toEqual([2, null, 1]);
  });

  it('begins at the first question without an answer', () => {
    const answers = sheet('GAD-7', [1, 1, null, 0, 0, 0, 0]);
    expect(answers.at, 'the third was left open').toBe(2);
  });
});
