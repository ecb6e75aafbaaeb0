import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { SlotPreview } from '../../backend';
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

/** The panel for slot 8, the next one. The program answers for each status. */
async function open(answers: Record<string, Partial<SlotPreview>> = {}) {
  const sent: { cmd: string; args: Record<string, unknown> }[] = [];
  mockIPC((cmd, args) => {
    const given = args as Record<string, unknown>;
    if (cmd === 'preview_slot') return { ...ahead, ...answers[String(given.status)] };
    sent.push({ cmd, args: given });
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

  it('moves a session to another day', async () => {
    const sent = await open();
    await userEvent.click(await screen.findByRole('button', { name: /^Moved to another time/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Move session' }));
    expect(sent, 'the day after is suggested').toMatchObject([
      { cmd: 'reschedule_slot', args: { slot: 'slot-8', date: '2026-03-04', startTime: '10:00' } },
    ]);
  });
});
