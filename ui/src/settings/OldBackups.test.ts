import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { backupRow } from '../test-support/backupRow';
import OldBackups from './OldBackups.svelte';
import { instant } from '../test-support/instant';

afterEach(() => {
  cleanup();
  clearMocks();
});

const rows = [backupRow(), backupRow({ id: 'b2', made_at: instant('2026-05-02T14:02:00Z') })];

function shown(answers: Record<string, () => unknown>) {
  const removed: string[] = [];
  mockIPC((command, payload) => {
    if (command === 'remove_backup') removed.push((payload as { backup: string }).backup);
    return answers[command]?.() ?? null;
  });
  const ondone = vi.fn();
  render(OldBackups, { rows, secret: { passphrase: 'fresh' }, ondone });
  return { removed, ondone, user: userEvent.setup() };
}

test('no old backup can be removed before there is one under the new key', async () => {
  let done: (status: unknown) => void = () => undefined;
  const { removed, user } = shown({ make_backup: () => new Promise((resolve) => (done = resolve)) });
  const all = screen.getByRole('button', { name: 'Remove all of them' });
  expect(all, 'old backups cannot be removed before a new one is made').toBeDisabled();
  done({});
  await vi.waitFor(() => expect(all, 'old backups can be removed after a new one is made').toBeEnabled());
  await user.click(all);
  expect(
    await screen.findByText(/No old backup is left/u),
    'the page says that no old backup is left',
  ).toBeInTheDocument();
  expect(removed, 'every old backup is removed').toEqual(['b1', 'b2']);
});

test('without a new backup the old ones stay, and it can be tried again', async () => {
  const { removed } = shown({
    make_backup: () => {
      throw { code: 'disk_full' };
    },
  });
  expect(
    await screen.findByRole('button', { name: 'Back up now' }),
    'the page offers a new backup',
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Remove all of them' }),
    'the old backups still cannot be removed',
  ).toBeDisabled();
  expect(removed, 'no backup was removed').toEqual([]);
});

test('a backup that could not be removed stays in the list', async () => {
  let tries = 0;
  const { user } = shown({
    make_backup: () => ({}),
    remove_backup: () => {
      tries += 1;
      if (tries === 2) throw { code: 'place_gone' };
      return null;
    },
  });
  const all = await screen.findByRole('button', { name: 'Remove all of them' });
  await vi.waitFor(() => expect(all).toBeEnabled());
  await user.click(all);
  expect(await screen.findByRole('alert'), 'the error says why').toHaveTextContent('not there now');
  expect(
    screen.getAllByRole('listitem').length,
    'the backup that could not be removed stays in the list',
  ).toBe(1);
});

test('vaults put aside are named: the old secret opens them too, and no button removes them', async () => {
  shown({
    make_backup: () => ({}),
    vaults_put_aside: () => [
      { on: '2026-05-03', folder: '/backups/vault-2026-05-03-1402' },
      { on: '2026-04-01', folder: '/backups/vault-2026-04-01-0900' },
    ],
  });
  expect(
    await screen.findByText(/^2 earlier vaults put aside on 3 May 2026, 1 April 2026\. /u),
    'the page says how many vaults were put aside, and when',
  ).toBeInTheDocument();
  expect(
    screen.getByText('/backups/vault-2026-04-01-0900'),
    'the page says where they are',
  ).toBeInTheDocument();
});
