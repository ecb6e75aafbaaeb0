import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { drafts, type CourseView } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import RiskNow from './RiskNow.svelte';

const nothingOpen = 'Nothing open. Ask in every session.';

function open(part: Partial<CourseView> = {}) {
  mockIPC((cmd) => (cmd === 'load_drafts' ? [] : null));
  return render(RiskNow, { view: { ...sampleView(6), ...part }, today: '2026-03-01' });
}

afterEach(() => {
  cleanup();
  drafts.forget();
  clearMocks();
});

const line = {
  source: 'note',
  date: '2026-01-13',
  time: null,
  slot: null,
  number: 1,
  level_in_words: null,
  check_on: null,
  closes: false,
  to_acknowledge: null,
} as const;
const silent = { asked_on: null, check_on: null, closed_on: null, lines: [] };
const notAsked = 'Not asked yet.';
const unsaid = 'No entry says that it was asked.';

describe('risk on the overview', () => {
  it('tells a text that does not say so from a question', () => {
    const { unmount } = open({ risk_thread: { ...silent, lines: [] } });
    expect(screen.getByText(notAsked), 'nothing is written').toBeTruthy();
    unmount();
    const written = { ...line, asked: null, text: 'Did not get to it.' };
    const { unmount: close } = open({ risk_thread: { ...silent, lines: [written] } });
    expect(screen.getByText(unsaid), 'something is written').toBeTruthy();
    expect(screen.getByText(/not said whether asked/u), 'beside the text').toBeTruthy();
    expect(screen.queryByText(nothingOpen), 'nobody asked, so nothing is known').toBeNull();
    close();
    const asked = { ...line, asked: true, text: 'None reported.' };
    open({ risk_thread: { ...silent, asked_on: '2026-01-13', lines: [asked] } });
    expect(screen.getByText('Last asked 13 January 2026.')).toBeTruthy();
  });

  it('says that nothing is open only when no course of the client has an open flag', () => {
    const asked = { ...line, asked: true, text: 'None reported.' };
    const risk_thread = { ...silent, asked_on: '2026-01-13', lines: [asked] };
    const { unmount } = open({ risk_thread });
    expect(screen.getByText(nothingOpen)).toBeTruthy();
    unmount();
    open({ risk_thread, client_risk: 'red', nothing_open: false });
    expect(screen.queryByText(nothingOpen), 'a flag of another course stands in the strip').toBeNull();
  });

  it('says on which day to ask again, or when the thread was closed', () => {
    const asked = { ...line, asked: true, text: 'None reported.' };
    const thread = { ...silent, asked_on: '2026-01-13', lines: [asked] };
    const { unmount } = open({ risk_thread: { ...thread, check_on: '2026-03-12' }, nothing_open: false });
    expect(screen.getByText('Ask again on 12 March 2026.')).toBeTruthy();
    expect(screen.queryByText(nothingOpen), 'something is').toBeNull();
    unmount();
    open({ risk_thread: { ...thread, closed_on: '2026-01-20' } });
    expect(screen.getByText('Closed on 20 January 2026. Ask in every session.')).toBeTruthy();
  });

  it('lets a review be acknowledged that waits for it', async () => {
    const sent: unknown[] = [];
    const waiting = { ...line, source: 'review', asked: true, text: 'None.', to_acknowledge: 'r1' } as const;
    open({ risk_thread: { ...silent, asked_on: '2026-01-13', lines: [waiting] } });
    mockIPC((cmd, args) => {
      if (cmd === 'acknowledge_risk') sent.push((args as { review: string }).review);
      return { touched: [], saved_at: '' };
    });
    await userEvent.click(screen.getByRole('button', { name: 'Reviewed' }));
    expect(sent, 'the review of that line').toEqual(['r1']);
  });

  it('offers an entry again that was begun for a flag that is gone', async () => {
    const key = 'course/course-1/slot/slot-2/risk-flag';
    const value = { text: 'Rang, no answer.', date: '2026-02-20', time: '', asked: '', covers: [] };
    const sent: string[] = [];
    mockIPC((cmd) => {
      sent.push(cmd);
      return cmd === 'load_drafts' ? [{ key, text: JSON.stringify({ value, caret: null }) }] : null;
    });
    await drafts.restore();
    render(RiskNow, { view: sampleView(6), today: '2026-03-01' });
    expect(screen.getByText('Rang, no answer.'), 'its text is shown').toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Go on writing' }));
    const area = screen.getByLabelText<HTMLTextAreaElement>('What was asked, what was said, what was done');
    expect(area.value).toBe('Rang, no answer.');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(screen.getByRole('button', { name: 'Discard it' }));
    expect(screen.queryByText('Rang, no answer.'), 'a deliberate act').toBeNull();
    expect(sent).toContain('drop_draft');
  });

  it('leads to help and contacts where no strip does', () => {
    const { unmount } = open();
    expect(screen.getByRole('group', { name: 'Help and contacts' })).toBeTruthy();
    unmount();
    open({ client_risk: 'red', nothing_open: false });
    expect(screen.queryByRole('group', { name: 'Help and contacts' }), 'they stand in the strip').toBeNull();
  });
});
