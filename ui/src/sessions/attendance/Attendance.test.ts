import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { MovePreview, SlotPreview } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import Attendance from './Attendance.svelte';

const ahead: SlotPreview = {
  takes_number: 7,
  left_after: 9,
  adds_slot: false,
  ends_on: '2026-05-12',
  asks: false,
  needs_reason: false,
  refused: null,
};

/** The effect of moving slot 8 to a day. */
const moved: Record<string, MovePreview> = {
  '2026-03-04': { number: 7, ends_on: '2026-05-12', refused: null },
  '2026-06-02': { number: 16, ends_on: '2026-06-02', refused: null },
  '2026-03-10': { number: null, ends_on: '2026-05-12', refused: { rule: 'time_taken', slot_index: 9 } },
};

/** The panel for slot 8, the next one. The program answers for each status. */
async function open(answers: Record<string, Partial<SlotPreview>> = {}) {
  const sent: { cmd: string; args: Record<string, unknown> }[] = [];
  mockIPC((cmd, args) => {
    const given = args as Record<string, unknown>;
    if (cmd === 'preview_slot') return { ...ahead, ...answers[String(given.status)] };
    if (cmd === 'preview_move') return moved[String(given.date)] ?? moved['2026-03-04'];
    // Drafts are no record.
    if (!cmd.endsWith('_draft')) sent.push({ cmd, args: given });
    return { touched: ['slot'], saved_at: '' };
  });
  const view = sampleView(6);
  const slot = view.course.slots.find((one) => one.id === 'slot-8')!;
  render(Attendance, { view, slot });
  await userEvent.click(screen.getByRole('button', { name: 'Record attendance' }));
  return sent;
}

afterEach(clearMocks);

describe('recording the status of a slot', () => {
  it('takes two clicks, and explains the second one first', async () => {
    const sent = await open();
    const attended = await screen.findByRole('button', {
      name: 'Attended counts as session 7; 9 left; ends 12 May',
    });
    expect(sent, 'looking at a status records nothing').toEqual([]);
    await userEvent.click(attended);
    expect(sent, 'the second click records it').toMatchObject([
      { cmd: 'record_slot', args: { slot: 'slot-8', outcome: { status: 'attended', minutes_held: 50 } } },
    ]);
  });

  it('gives the reason why a status is refused', async () => {
    const sent = await open({
      dna: { refused: { rule: 'earlier_slot_open', slot_index: 5, date: '2026-02-10' } },
    });
    const refused = await screen.findByRole('button', {
      name: 'Did not attend The session of 10 February is still open.',
    });
    await userEvent.click(refused);
    expect(sent, 'a refused status is not sent').toEqual([]);
  });

  it('asks whether it counts where the contract leaves that open', async () => {
    const sent = await open({ cancelled_notice: { asks: true } });
    await userEvent.click(await screen.findByRole('button', { name: /^Cancelled with notice/ }));
    const record = screen.getAllByRole('button', { name: 'Record attendance' }).at(-1)!;
    expect(record, 'recording waits for the answer').toBeDisabled();
    await userEvent.click(screen.getByRole('radio', { name: 'No, it does not' }));
    await userEvent.click(record);
    expect(sent, 'the answer is sent with the status').toMatchObject([
      { args: { outcome: { counts: false } } },
    ]);
  });

  it('asks for a reason where the program needs one, and else offers it', async () => {
    const sent = await open({ void: { needs_reason: true } });
    await userEvent.click(await screen.findByRole('button', { name: /^Break/ }));
    expect(screen.getByRole('button', { name: 'Plan break' }), 'it can be left out').toBeEnabled();
    expect(screen.getByRole('textbox', { name: 'Reason (optional)' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(screen.getByRole('button', { name: /^Entered in error/ }));
    const record = screen.getAllByRole('button', { name: 'Record attendance' }).at(-1)!;
    expect(record, 'not without a reason').toBeDisabled();
    await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'another client');
    await userEvent.click(record);
    expect(sent).toMatchObject([{ args: { outcome: { status: 'void', reason: 'another client' } } }]);
  });

  it('says the end that the chosen day makes, before the session is moved', async () => {
    await open({ rescheduled: { takes_number: null, ends_on: null } });
    const move = await screen.findByRole('button', { name: /^Moved to another time/ });
    expect(move, 'not known before the day is chosen').not.toHaveTextContent('ends');
    await userEvent.click(move);
    expect(await screen.findByText('will be session 7; ends 12 May'), 'the day after').toBeVisible();
    const day = screen.getByLabelText('New date');
    const choose = async (typed: string) => {
      await userEvent.clear(day);
      await userEvent.type(day, typed);
    };
    await choose('2/6/2026');
    expect(await screen.findByText('will be session 16; ends 2 Jun'), 'as the last').toBeVisible();
    await choose('10/3/2026');
    expect(await screen.findByText('There is a session at that time already.'), 'refused').toBeVisible();
  });

  it('moves a session to another day', async () => {
    const sent = await open();
    await userEvent.click(await screen.findByRole('button', { name: /^Moved to another time/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Move session' }));
    expect(sent, 'the day after is suggested').toMatchObject([
      { cmd: 'reschedule_slot', args: { slot: 'slot-8', date: '2026-03-04', startTime: '10:00' } },
    ]);
  });
});
