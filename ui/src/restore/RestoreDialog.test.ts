import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import type { BackupRow, CommandError, RestorePreview } from '../backend';
import { backupRow } from '../test-support/backupRow';
import RestoreDialog from './RestoreDialog.svelte';
import { instant } from '../test-support/instant';

const preview: RestorePreview = {
  made_at: instant('2026-05-03T14:02:00Z'),
  same_vault: true,
  rows: [{ kind: 'session', now: 412, then: 398, same: false }],
  newest_now: null,
  newest_then: null,
  clients: [],
};

afterEach(() => {
  cleanup();
  clearMocks();
});

interface World {
  row?: BackupRow | null;
  found?: BackupRow[];
  look?: CommandError;
  restore?: CommandError;
  seen?: RestorePreview;
  instead?: 'open' | 'damaged' | 'locked' | 'away' | 'nothing';
}

function shown({ row = null, found = [], look, restore, seen = preview, instead = 'locked' }: World) {
  const asked: [string, unknown][] = [];
  mockIPC((command, payload) => {
    asked.push([command, payload]);
    if (command === 'restorable' || command === 'backups') return found;
    if (command === 'look_into_backup' && look) throw look;
    if (command === 'look_into_backup') return seen;
    if (command === 'restore_backup' && restore) throw restore;
    return null;
  });
  const [onrestored, onclose] = [vi.fn(), vi.fn()];
  render(RestoreDialog, { row, instead, onrestored, onclose });
  return { asked, onrestored, onclose, user: userEvent.setup() };
}

test('a backup is chosen, opened with its passphrase and inspected before it is restored', async () => {
  const old = backupRow({ other_secret: true, opens_with: '2026-05-03' });
  const { asked, onrestored, user } = shown({ found: [old] });
  await user.click(await screen.findByRole('button', { name: /3 May 2026/u }));
  await user.type(screen.getByLabelText('The passphrase you used on 3 May 2026'), 'marble{Enter}');
  expect(await screen.findByText('14 fewer'), 'what would differ').toBeInTheDocument();
  const names = asked.map(([command]) => command);
  expect(names, 'looking into it changes nothing').not.toContain('restore_backup');
  expect(screen.getByText(/put aside whole, still locked/u), 'there is a way back').toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Restore this backup' }));
  expect(asked.at(-1), 'with what opened it').toEqual([
    'restore_backup',
    { backup: 'b1', secret: { passphrase: 'marble' }, today: null },
  ]);
  expect(onrestored, 'done').toHaveBeenCalledOnce();
});

test('a backup that is damaged can be seen but not chosen', async () => {
  shown({ found: [backupRow({ problem: { code: 'backup_cut' } })] });
  const line = await screen.findByRole('button', { name: /3 May 2026/u });
  expect(line, 'it cannot be opened').toBeDisabled();
  expect(line, 'and says why').toHaveTextContent('ends too early');
});

test('a wrong passphrase shows nothing of the backup', async () => {
  const look: CommandError = { code: 'wrong_backup_passphrase', made: '2026-05-03' };
  const { user } = shown({ row: backupRow(), look });
  await user.type(screen.getByLabelText('Your passphrase'), 'wrong{Enter}');
  const alert = await screen.findByRole('alert');
  expect(alert, 'what happened').toHaveTextContent('not the passphrase of this backup');
  expect(alert, 'which one it is').toHaveTextContent('on 3 May 2026, when it was made');
  expect(screen.queryByRole('button', { name: 'Restore this backup' }), 'no way on').toBeNull();
});

test('a failed restore is not called finished', async () => {
  const { onrestored, user } = shown({ row: backupRow(), restore: { code: 'place_full' } });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  expect(await screen.findByRole('alert'), 'why').toHaveTextContent('Your records are as they were');
  expect(onrestored, 'nothing was restored').not.toHaveBeenCalled();
});

test('a backup of another vault warns that it replaces this one', async () => {
  const other = { ...preview, same_vault: false };
  const { user } = shown({ row: backupRow({ same_vault: false }), seen: other });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  expect(
    await screen.findByText(/puts that vault in the place of yours/u),
    'before it happens',
  ).toBeInTheDocument();
});

test('with the vault open, the secret of an old backup is not enough', async () => {
  const row = backupRow({ other_secret: true, opens_with: '2026-05-03' });
  const { asked, onrestored, user } = shown({ row, instead: 'open' });
  await user.type(screen.getByLabelText('The passphrase you used on 3 May 2026'), 'marble{Enter}');
  const act = await screen.findByRole('button', { name: 'Restore this backup' });
  expect(act, 'not without the one of today').toBeDisabled();
  await user.type(screen.getByLabelText('Your passphrase of today'), 'kettle');
  await user.click(act);
  expect(asked.at(-1), 'both').toEqual([
    'restore_backup',
    { backup: 'b1', secret: { passphrase: 'marble' }, today: { passphrase: 'kettle' } },
  ]);
  expect(onrestored, 'done').toHaveBeenCalledOnce();
});

test('nobody is asked twice for the same passphrase', async () => {
  const { asked, user } = shown({ row: backupRow(), instead: 'open' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  expect(asked.at(-1)?.[1], 'it opens both').toMatchObject({ today: null });
});

test('after a change of the code only, today’s passphrase opens the backup, and an old code is not enough', async () => {
  const row = backupRow({ other_codes: true, opens_with: '2026-05-03' });
  const { asked, user } = shown({ row, instead: 'open' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  expect(asked.at(-1)?.[1], 'asked for once').toMatchObject({ today: null });
  cleanup();
  const again = shown({ row, instead: 'open' });
  await again.user.click(screen.getByRole('checkbox', { name: /recovery sheet/u }));
  await again.user.type(screen.getByLabelText('The recovery code of 3 May 2026'), '7K3M{Enter}');
  expect(await screen.findByLabelText('Your passphrase of today'), 'and today’s').toBeInTheDocument();
});

test('a renamed backup shows no day', () => {
  shown({ row: backupRow({ other_secret: true }), instead: 'open' });
  expect(screen.getByLabelText('The passphrase of this backup'), 'not that of today').toBeInTheDocument();
});

test('the dialog explains what happens to a vault on a missing drive', async () => {
  const { user } = shown({ row: backupRow(), instead: 'away' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  expect(
    await screen.findByText(/The vault that is away stays as it is; Kith no longer looks for it/u),
    'before it happens',
  ).toBeInTheDocument();
});

test('the dialog does not promise a backup of a damaged vault', async () => {
  const { user } = shown({ row: backupRow(), instead: 'damaged' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  expect(
    await screen.findByText(/can be no backup: it is put aside/u),
    'before it happens',
  ).toBeInTheDocument();
});
