import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { instruments } from '../../scales/instruments.svelte';
import AnswerSheet from './AnswerSheet.svelte';
import { Answers, sheetOf } from './answers.svelte';
import { place } from './sheet.test-support.svelte';

function open() {
  const instrument = instruments.of('PHQ-9');
  const answers = new Answers(instrument, place(sheetOf(instrument)));
  const onfinish = vi.fn();
  const { component } = render(AnswerSheet, { instrument, answers, onfinish });
  return { answers, component, onfinish };
}

describe('answering PHQ-9 on the page', () => {
  it('is done with nine keys and one for difficulty', async () => {
    const { answers, onfinish } = open();
    await userEvent.tab();
    await userEvent.keyboard('232312220');
    expect(answers.tally.total, 'the baseline of the sample case').toBe(17);
    expect(onfinish, 'the sheet is not finished before the question on difficulty').not.toHaveBeenCalled();
    await userEvent.keyboard('2');
    expect(answers.difficulty, 'the tenth key answers the question on difficulty').toBe(2);
    expect(onfinish, 'the sheet is finished after ten keys').toHaveBeenCalledOnce();
  });

  it('names every question in its published wording', () => {
    open();
    expect(
      screen.getByRole('group', { name: 'Little interest or pleasure in doing things' }),
      'the published wording names the question',
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('radio', { name: '3, Nearly every day' }),
      'every answer has a name',
    ).toHaveLength(9);
  });

  /** A press meets what is drawn of an answer, not the input behind it. */
  const drawn = (item: number, answer: number) =>
    screen.getAllByRole('radio')[item * 4 + answer]!.nextElementSibling!;

  it('moves on after a press', async () => {
    const { answers } = open();
    await userEvent.click(drawn(0, 2));
    await userEvent.keyboard('33323201');
    expect(answers.values, 'each key answers the next question').toEqual([2, 3, 3, 3, 2, 3, 2, 0, 1]);
  });

  it('keeps a press from the web view, which would put the focus back on the answer pressed', () => {
    open();
    const press = new MouseEvent('click', { bubbles: true, cancelable: true });
    expect(drawn(0, 2).dispatchEvent(press)).toBe(false);
  });

  it('stays at a question while arrow keys choose in it', async () => {
    const { answers } = open();
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(answers.at).toBe(0);
  });

  it('shows which question was passed over', async () => {
    open();
    await userEvent.tab();
    await userEvent.keyboard('2-3');
    expect(screen.getByRole('group', { name: /Feeling down.*, passed over$/ })).toHaveClass('missed');
    expect(
      screen.queryAllByRole('group', { name: /passed over/ }),
      'questions that come later are not called passed over',
    ).toHaveLength(1);
  });

  it('takes a digit typed elsewhere for the question that is open, and overwrites none', async () => {
    const { answers, component } = open();
    await component.type('2');
    await component.type('3');
    answers.at = 0;
    await component.type('1');
    expect(answers.values.slice(0, 3)).toEqual([2, 3, null]);
  });
});
