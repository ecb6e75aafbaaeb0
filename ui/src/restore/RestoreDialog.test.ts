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
  expect(
    await screen.findByText('14 fewer'),
    'the comparison shows how many records would go',
  ).toBeInTheDocument();
  const names = asked.map(([command]) => command);
  expect(names, 'looking at a backup restores nothing').not.toContain('restore_backup');
  expect(
    screen.getByText(/put aside whole, still locked/u),
    'the dialog says that the present vault is put aside',
  ).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Restore this backup' }));
  expect(asked.at(-1), 'the backup is restored with the secret that opened it').toEqual([
    'restore_backup',
    { backup: 'b1', secret: { passphrase: 'marble' }, today: null },
  ]);
  expect(onrestored, 'the caller hears of the restore').toHaveBeenCalledOnce();
});

test('a backup that is damaged can be seen but not chosen', async () => {
  shown({ found: [backupRow({ problem: { code: 'backup_cut' } })] });
  const line = await screen.findByRole('button', { name: /3 May 2026/u });
  expect(line, 'the damaged backup cannot be chosen').toBeDisabled();
  expect(line, 'the line says how the backup is damaged').toHaveTextContent('ends too early');
});

test('a wrong passphrase shows nothing of the backup', async () => {
  const look: CommandError = { code: 'wrong_backup_passphrase', made: '2026-05-03' };
  const { user } = shown({ row: backupRow(), look });
  await user.type(screen.getByLabelText('Your passphrase'), 'wrong{Enter}');
  const alert = await screen.findByRole('alert');
  expect(alert, 'the error names the wrong passphrase').toHaveTextContent(
    'not the passphrase of this backup',
  );
  expect(alert, 'the error says of which day the passphrase is').toHaveTextContent(
    'on 3 May 2026, when it was made',
  );
  expect(
    screen.queryByRole('button', { name: 'Restore this backup' }),
    'the backup cannot be restored',
  ).toBeNull();
});

test('a failed restore is not called finished', async () => {
  const { onrestored, user } = shown({ row: backupRow(), restore: { code: 'place_full' } });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  expect(await screen.findByRole('alert'), 'the error says that the records are unchanged').toHaveTextContent(
    'Your records are as they were',
  );
  expect(onrestored, 'the caller does not hear of a restore').not.toHaveBeenCalled();
});

test('a backup of another vault warns that it replaces this one', async () => {
  const other = { ...preview, same_vault: false };
  const { user } = shown({ row: backupRow({ same_vault: false }), seen: other });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  expect(
    await screen.findByText(/puts that vault in the place of yours/u),
    'the warning is shown before the act',
  ).toBeInTheDocument();
});

test('with the vault open, the secret of an old backup is not enough', async () => {
  const row = backupRow({ other_secret: true, opens_with: '2026-05-03' });
  const { asked, onrestored, user } = shown({ row, instead: 'open' });
  await user.type(screen.getByLabelText('The passphrase you used on 3 May 2026'), 'marble{Enter}');
  const act = await screen.findByRole('button', { name: 'Restore this backup' });
  expect(act, 'the act needs the secret of today').toBeDisabled();
  await user.type(screen.getByLabelText('Your passphrase of today'), 'kettle');
  await user.click(act);
  expect(asked.at(-1), 'both secrets are sent').toEqual([
    'restore_backup',
    { backup: 'b1', secret: { passphrase: 'marble' }, today: { passphrase: 'kettle' } },
  ]);
  expect(onrestored, 'the caller hears of the restore').toHaveBeenCalledOnce();
});

test('nobody is asked twice for the same passphrase', async () => {
  const { asked, user } = shown({ row: backupRow(), instead: 'open' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  expect(asked.at(-1)?.[1], 'one passphrase is sent, because it opens both').toMatchObject({ today: null });
});

test('after a change of the code only, today’s passphrase opens the backup, and an old code is not enough', async () => {
  const row = backupRow({ other_codes: true, opens_with: '2026-05-03' });
  const { asked, user } = shown({ row, instead: 'open' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  expect(asked.at(-1)?.[1], 'today’s passphrase is asked for once').toMatchObject({ today: null });
  cleanup();
  const again = shown({ row, instead: 'open' });
  await again.user.click(screen.getByRole('checkbox', { name: /recovery sheet/u }));
  await again.user.type(screen.getByLabelText('The recovery code of 3 May 2026'), '7K3M{Enter}');
  expect(
    await screen.findByLabelText('Your passphrase of today'),
    'with an old code today’s passphrase is asked for',
  ).toBeInTheDocument();
});

test('a renamed backup shows no day', () => {
  shown({ row: backupRow({ other_secret: true }), instead: 'open' });
  expect(
    screen.getByLabelText('The passphrase of this backup'),
    'the label names no day',
  ).toBeInTheDocument();
});

test('the dialog explains what happens to a vault on a missing drive', async () => {
  const { user } = shown({ row: backupRow(), instead: 'away' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  expect(
    await screen.findByText(/The vault that is away stays as it is; Kith no longer looks for it/u),
    'the explanation is shown before the act',
  ).toBeInTheDocument();
});

test('the dialog does not promise a backup of a damaged vault', async () => {
  const { user } = shown({ row: backupRow(), instead: 'damaged' });
  await user.type(screen.getByLabelText('Your passphrase'), 'right{Enter}');
  expect(
    await screen.findByText(/can be no backup: it is put aside/u),
    'the explanation is shown before the act',
  ).toBeInTheDocument();
});
