import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MissedSession } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import SessionPage from '../page/SessionPage.svelte';

afterEach(clearMocks);

/** The page of slot 2, which the client did not attend. Returns the pages that are written. */
function open(missed: MissedSession | null = null, status: 'dna' | 'cancelled_therapist' = 'dna') {
  const written: MissedSession[] = [];
  mockIPC((command, payload) => {
    if (command === 'write_missed') written.push((payload as { page: MissedSession }).page);
    return command === 'load_drafts' ? [] : null;
  });
  const view = sampleView(6);
  view.course.sessions = view.course.sessions!.filter((session) => session.slot !== 'slot-2');
  const slot = view.course.slots.find((one) => one.id === 'slot-2')!;
  Object.assign(slot, { status, missed });
  view.missed = [{ slot: 'slot-2', same_day: 'tried' }];
  render(SessionPage, { view, slot, today: '2026-03-01', onopen: () => undefined });
  return written;
}

describe('the page of a session that did not take place', () => {
  it('has no note, no measures and no tasks of a session', () => {
    open();
    expect(screen.queryByRole('button', { name: /Sign/ })).toBeNull();
    expect(screen.queryByRole('heading', { name: 'What happened, with whom' })).toBeNull();
    expect(screen.queryByRole('heading', { name: 'Tasks' })).toBeNull();
    expect(screen.getByRole('heading', { name: 'What it does to the course' })).toBeVisible();
  });

  it('keeps how it was known, and nothing else', async () => {
    const written = open();
    const user = userEvent.setup();
    await user.click(screen.getByRole('radio', { name: 'no message' }));
    await vi.waitFor(() => expect(written.at(-1)?.notice).toBe('no_message'));
    expect(written[0], 'nothing else is recorded').toEqual({
      notice: 'no_message',
      notice_time: null,
      cause: null,
      reason: null,
      contacts: null,
      remarks: null,
    });
  });

  it('keeps the reason in the words of the client', async () => {
    const written = open();
    const user = userEvent.setup();
    await user.type(screen.getByRole('textbox', { name: 'The reason in the client’s words' }), 'In the van');
    await user.tab();
    await vi.waitFor(() => expect(written.at(-1)?.reason).toBe('In the van'));
  });

  it('adds an attempt to reach the client, with what nobody said left out', async () => {
    const written = open();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Rang, wrote, told someone' }));
    await user.type(screen.getByRole('textbox', { name: 'What you did' }), 'Rang');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await vi.waitFor(() =>
      expect(written.at(-1)?.contacts).toEqual([
        { date: '2026-03-01', time: null, text: 'Rang', result: null },
      ]),
    );
    expect(await screen.findByRole('button', { name: 'Rang, wrote, told someone' })).toBeVisible();
  });

  it('removes an attempt', async () => {
    const rang = { date: '2026-01-13', time: '14:20', text: 'Rang', result: 'no_answer' as const };
    const wrote = { date: '2026-01-13', time: '14:25', text: 'Wrote', result: 'sent' as const };
    const written = open({ contacts: [rang, wrote] });
    const list = screen.getByRole('list');
    expect(within(list).getByText('no answer')).toBeVisible();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Remove “Rang”' }));
    await vi.waitFor(() => expect(written.at(-1)?.contacts).toEqual([wrote]));
  });

  it('does not ask how the therapist knew of a session that the therapist cancelled', () => {
    open(null, 'cancelled_therapist');
    expect(screen.queryByRole('radio', { name: 'no message' })).toBeNull();
    expect(screen.getByRole('textbox', { name: 'Reason' })).toBeVisible();
  });
});
