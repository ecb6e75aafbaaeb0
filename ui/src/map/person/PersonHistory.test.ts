import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Mention } from '../../backend';
import PersonHistory from './PersonHistory.svelte';

const nothing = { slot: null, number: null, date: null, text: null, mood_effect: null };
const mentions: readonly Mention[] = [
  { ...nothing, kind: 'event', date: '2025-spring', text: 'Moved in' },
  { ...nothing, kind: 'focus', date: '2026-02-10', text: 'Leaving school' },
  { ...nothing, kind: 'attended', slot: 'slot-9', number: 9, date: '2026-03-17' },
  { ...nothing, kind: 'helper' },
];

function open() {
  mockIPC(() => ({ moments: [], mentions }));
  const openTab = vi.fn();
  render(PersonHistory, { course: 'course-1', person: 'p05', openTab });
  return { openTab, user: userEvent.setup() };
}

afterEach(() => clearMocks());

it('formats each date, and links each mention to its record', async () => {
  const { openTab, user } = open();
  expect(await screen.findByText('event · spring 2025')).toBeVisible();
  expect(screen.getByText('focus · 10 February 2026')).toBeVisible();
  expect(
    screen.getByText('helps while the client is ill'),
    'a mention without a date is listed',
  ).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Open session 9' }));
  await user.click(screen.getByRole('button', { name: 'Open focus' }));
  expect(openTab.mock.calls).toEqual([['sessions', 'slot-9'], ['focus']]);
  expect(screen.getAllByRole('button'), 'a mention without a screen is plain text').toHaveLength(2);
});
