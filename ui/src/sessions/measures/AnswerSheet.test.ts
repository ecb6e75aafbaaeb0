import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { scales } from '../../scales/scale';
import AnswerSheet from './AnswerSheet.svelte';
import { Answers, sheetOf } from './answers.svelte';
import { place } from './sheet.test-support.svelte';

function open() {
  const scale = scales['PHQ-9'];
  const answers = new Answers(scale, place(sheetOf(scale)));
  const onfinish = vi.fn();
  render(AnswerSheet, { scale, answers, onfinish });
  return { answers, onfinish };
}

describe('answering PHQ-9 on the page', () => {
  it('is done with nine keys and one for difficulty', async () => {
    const { answers, onfinish } = open();
    await userEvent.tab();
    await userEvent.keyboard('232312220');
    expect(answers.tally.total, 'the baseline of the sample case').toBe(17);
    expect(onfinish, 'the question on difficulty is still to come').not.toHaveBeenCalled();
    await userEvent.keyboard('2');
    expect(answers.difficulty, 'it takes the tenth key').toBe(2);
    expect(onfinish, 'and then the sheet is finished').toHaveBeenCalledOnce();
  });

  it('names every question in its published wording', () => {
    open();
    expect(
      screen.getByRole('group', { name: 'Little interest or pleasure in doing things' }),
      'the short label is hidden from screen readers',
    ).toBeInTheDocument();
    expect(screen.getAllByRole('radio', { name: '3, Nearly every day' }), 'answers are named').toHaveLength(
      9,
    );
  });

  it('moves on after a click', async () => {
    const { answers } = open();
    const [first] = screen.getAllByRole('radio', { name: '2, More than half the days' });
    await userEvent.click(first!);
    await userEvent.keyboard('1');
    expect(answers.values.slice(0, 2), 'the key answers the next question').toEqual([2, 1]);
  });
});
