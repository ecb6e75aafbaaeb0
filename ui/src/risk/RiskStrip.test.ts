import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { drafts, type CourseView, type RiskFlag } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { openFlags } from './entry';
import OpenFlags from './OpenFlags.svelte';

const grave: RiskFlag = {
  measure: 'm-grave',
  date: '2026-01-20',
  slot: 'slot-2',
  number: 2,
  item9: 3,
  level: 'red',
  rise: true,
  review: null,
  reviewed_for: null,
};

/** A sheet that came by post: of no session. */
const byPost: RiskFlag = {
  ...grave,
  measure: 'm-post',
  date: '2026-01-23',
  slot: null,
  number: null,
  item9: 1,
  level: 'amber',
  rise: false,
};

function open(flags: RiskFlag[], part: { entries?: boolean; slot?: string } = {}) {
  const sent: Record<string, unknown>[] = [];
  mockIPC((cmd, args) => {
    if (cmd === 'save_risk_review') sent.push((args as { review: Record<string, unknown> }).review);
    return cmd === 'load_drafts' ? [] : { touched: ['risk_review'], saved_at: '' };
  });
  const view: CourseView = { ...sampleView(6), flags };
  const slot = view.course.slots.find((one) => one.id === part.slot) ?? null;
  const page = render(OpenFlags, {
    view,
    today: '2026-02-20',
    flags: openFlags(view),
    slot,
    entries: part.entries ?? false,
  });
  return { sent, page };
}

const text = () => screen.getByLabelText('What was asked, what was said, what was done');

afterEach(() => {
  cleanup();
  drafts.forget();
  clearMocks();
});

describe('an open flag', () => {
  it('is answered where it is shown, though its sheet is of no session', async () => {
    const { sent } = open([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    const button = screen.getByRole('button', { name: 'Reviewed' });
    expect((button as HTMLButtonElement).disabled, 'nothing is written yet').toBe(true);
    await userEvent.type(text(), 'Asked by telephone. Passing thoughts, no plan.');
    await userEvent.click(button);
    expect(sent, 'one entry, of today, for this answer').toEqual([
      {
        slot: null,
        date: '2026-02-20',
        time: null,
        asked: true,
        thoughts: 'Asked by telephone. Passing thoughts, no plan.',
        covers: [{ measure: 'm-post', item9: 1 }],
        acknowledged: true,
      },
    ]);
  });

  it('is answered alone: another stays open unless it is named', async () => {
    const { sent } = open([grave, byPost]);
    const [, less] = screen.getAllByRole('button', { name: 'Write what was asked and said' });
    await userEvent.click(less!);
    await userEvent.type(text(), 'Asked.');
    const names = ['Answers item 9 of 20 January 2026: 3', 'Answers item 9 of 23 January 2026: 1'];
    const checked = names.map((name) => screen.getByRole<HTMLInputElement>('checkbox', { name }).checked);
    expect(checked, 'only the one it was begun for').toEqual([false, true]);
    await userEvent.click(screen.getByRole('checkbox', { name: names[0]! }));
    await userEvent.click(screen.getByRole('button', { name: 'Reviewed' }));
    expect(sent[0]?.covers, 'named by the therapist').toEqual([
      { measure: 'm-grave', item9: 3 },
      { measure: 'm-post', item9: 1 },
    ]);
  });

  it('says that it was reviewed for a lower answer', () => {
    open([{ ...grave, reviewed_for: 1 }]);
    expect(screen.getByText('Reviewed when it was 1; now it is higher.')).toBeTruthy();
  });

  it('is not answered by a text that was begun for a lower answer', async () => {
    const { page } = open([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    await userEvent.type(text(), 'Passing thoughts.');
    page.unmount();
    const { sent } = open([{ ...byPost, item9: 3, level: 'red' }]);
    const named = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Answers item 9 of 23 January 2026: 3',
    });
    expect(named.checked, 'nobody was asked about the 3').toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Keep risk entry' }));
    expect(sent[0]?.covers, 'so it is an entry and no answer').toEqual([]);
  });

  it('keeps what was written when another page is looked at', async () => {
    const { page } = open([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    await userEvent.type(text(), 'Asked by');
    page.unmount();
    open([byPost]);
    expect((text() as HTMLTextAreaElement).value, 'the text is back').toBe('Asked by');
  });
});

describe('a risk entry of its own', () => {
  it('answers no flag and can be of any day and time', async () => {
    const { sent } = open([byPost], { entries: true });
    await userEvent.click(screen.getByRole('button', { name: 'Write a risk entry' }));
    await userEvent.type(text(), 'Her sister rang.');
    const day = screen.getByLabelText('Day of the conversation');
    await userEvent.clear(day);
    await userEvent.type(day, '2026-02-14');
    await userEvent.type(screen.getByLabelText('Time'), '21:40');
    await userEvent.click(screen.getByRole('button', { name: 'Keep risk entry' }));
    expect(sent, 'nothing is said to have been asked').toMatchObject([
      { slot: null, date: '2026-02-14', time: '21:40', asked: false, covers: [] },
    ]);
  });

  it('belongs to the session on whose page and day it is written', async () => {
    const { sent } = open([], { entries: true, slot: 'slot-2' });
    await userEvent.click(screen.getByRole('button', { name: 'Write a risk entry' }));
    await userEvent.type(text(), 'Asked at the door.');
    const day = screen.getByLabelText<HTMLInputElement>('Day of the conversation');
    const held = sampleView(6).course.slots.find((slot) => slot.id === 'slot-2')!.date;
    await userEvent.clear(day);
    await userEvent.type(day, held);
    await userEvent.click(screen.getByRole('button', { name: 'Keep risk entry' }));
    expect(sent[0]?.slot, 'the slot of that day').toBe('slot-2');
  });
});
