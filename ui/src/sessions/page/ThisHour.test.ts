import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { SessionHour } from '../../backend';
import ThisHour from './ThisHour.svelte';

afterEach(clearMocks);

test('during a session the vault can stay open until its planned end', async () => {
  const said: boolean[] = [];
  mockIPC((command, payload): SessionHour => {
    if (command === 'stay_open') said.push((payload as { staysOpen: boolean }).staysOpen);
    return { until: '10:50', stays_open: said.at(-1) ?? false, cover_after: 2 };
  });
  render(ThisHour, { course: 'c', slot: 's' });
  const offer = await screen.findByRole('button', { name: 'This hour', pressed: false });
  expect(offer.title, 'the program knows when it covers').toContain('After 2 minutes');
  await userEvent.setup().click(offer);
  const open = await screen.findByRole('button', { name: 'Open until 10:50', pressed: true });
  await userEvent.setup().click(open);
  await screen.findByRole('button', { name: 'This hour', pressed: false });
  expect(said).toEqual([true, false]);
});

test('nothing is offered for a session that is not under way', async () => {
  const answered = vi.fn(() => null);
  mockIPC(answered);
  render(ThisHour, { course: 'c', slot: 's' });
  await vi.waitFor(() => expect(answered).toHaveBeenCalled());
  await tick();
  expect(screen.queryByRole('button')).toBeNull();
});
