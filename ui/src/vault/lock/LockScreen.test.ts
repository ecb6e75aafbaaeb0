import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import type { BackupRow, CommandError, Noticed, UnlockSecret, VaultState } from '../../backend';
import { backupRow } from '../../test-support/backupRow';
import { nothingNoticed } from '../../test-support/noticed';
import LockScreen from './LockScreen.svelte';
import { instant } from '../../test-support/instant';

const vault: VaultState = {
  exists: true,
  open: false,
  last_used_at: null,
  lock_reason: 'idle',
  locked_today: true,
  vault_name: null,
  problem: null,
  away_in: null,
  failed: null,
  newest_backup: null,
};

const noticed: Noticed = { ...nothingNoticed, repaired: true };

afterEach(() => {
  cleanup();
  clearMocks();
});

function shown(refusal: CommandError | null, state: Partial<VaultState> = {}, found: BackupRow[] = []) {
  const tried: UnlockSecret[] = [];
  mockIPC((command, payload) => {
    if (command === 'restorable') return found;
    if (command !== 'unlock') return null;
    tried.push((payload as { secret: UnlockSecret }).secret);
    if (refusal) throw refusal;
    return noticed;
  });
  const onunlock = vi.fn();
  const onretry = vi.fn();
  const onbackup = vi.fn();
  render(LockScreen, { vault: { ...vault, ...state }, lockMinutes: 5, onunlock, onretry, onbackup });
  return { tried, onunlock, onretry, onbackup, user: userEvent.setup() };
}

test('the right passphrase and Enter open the vault', async () => {
  const { user, tried, onunlock } = shown(null);
  await user.type(screen.getByLabelText('Passphrase'), 'marble kettle orbit{Enter}');
  expect(tried, 'the passphrase is sent as typed').toEqual([{ passphrase: 'marble kettle orbit' }]);
  expect(onunlock, 'the vault opens, and the findings are passed on').toHaveBeenCalledExactlyOnceWith(
    noticed,
    null,
  );
});

test('a wrong passphrase is reported at its field', async () => {
  const { user, onunlock } = shown({ code: 'wrong_passphrase' });
  const field = screen.getByLabelText('Passphrase');
  await user.type(field, 'wrong{Enter}');
  expect(await screen.findByRole('alert'), 'the error says what to check').toHaveTextContent(
    'Check Caps Lock',
  );
  expect(field, 'the field has the error as its description').toHaveAccessibleDescription(
    /not the passphrase/u,
  );
  expect(onunlock, 'the vault stays locked').not.toHaveBeenCalled();
});

test('after too many wrong tries the wait is shown and the button is disabled', async () => {
  const { user } = shown({ code: 'wait', seconds: 8 });
  await user.type(screen.getByLabelText('Passphrase'), 'wrong{Enter}');
  expect(
    await screen.findByText('Next try in 8 seconds.'),
    'the page says how long to wait',
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Unlock' }),
    'the button is disabled while waiting',
  ).toBeDisabled();
});

test('damage is never reported as a wrong passphrase', async () => {
  const { user } = shown({ code: 'database_damaged' });
  await user.type(screen.getByLabelText('Passphrase'), 'right{Enter}');
  const alert = await screen.findByRole('alert');
  expect(alert, 'the error says that the passphrase is not to blame').toHaveTextContent(
    'The passphrase is not to blame',
  );
  expect(alert, 'the error says to delete nothing').toHaveTextContent('Do not delete anything');
});

test('a disk that cannot be read is not reported as a fault of Kith, and the newest backup is offered', async () => {
  const [strange, newest] = [backupRow({ id: 'b2', same_vault: false }), backupRow()];
  const { user, onbackup } = shown({ code: 'not_read' }, {}, [strange, newest]);
  await user.type(screen.getByLabelText('Passphrase'), 'right{Enter}');
  expect(await screen.findByRole('alert'), 'the error names the disk').toHaveTextContent(
    'cannot be read from the disk',
  );
  await user.click(await screen.findByRole('button', { name: 'Open the newest backup' }));
  expect(onbackup, 'the backup on offer is the newest of this vault').toHaveBeenCalledExactlyOnceWith(newest);
});

test('the recovery sheet opens too', async () => {
  const { user, tried, onunlock } = shown(null);
  await user.click(screen.getByRole('button', { name: 'I have my recovery sheet' }));
  await user.type(screen.getByLabelText('Recovery code'), '7K3M-Q8ZT{Enter}');
  expect(tried, 'the code is sent as a code').toEqual([{ recovery_code: '7K3M-Q8ZT' }]);
  expect(onunlock, 'the code is passed on for the offer of a new passphrase').toHaveBeenCalledExactlyOnceWith(
    noticed,
    '7K3M-Q8ZT',
  );
});

test('an empty field sends nothing', async () => {
  const { user, tried } = shown(null);
  await user.click(screen.getByRole('button', { name: 'Unlock' }));
  expect(tried, 'an empty passphrase is not sent').toEqual([]);
});

test('it gives the reason of the last lock', () => {
  shown(null);
  expect(
    screen.getByText(/Locked after 5 minutes without typing/u),
    'the page names the rule that locked the vault',
  ).toBeInTheDocument();
});

test('a vault that cannot be opened says so before a passphrase is typed', async () => {
  const { user, onretry } = shown(null, { problem: { code: 'newer_than_this_app', needs: 9 } });
  expect(screen.queryByLabelText('Passphrase'), 'no passphrase is asked for').toBeNull();
  expect(screen.getByRole('alert'), 'the error says what happened').toHaveTextContent(
    'written by a newer Kith',
  );
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onretry, 'the button tries again').toHaveBeenCalledOnce();
});

test('damage offers the newest backup with its day', async () => {
  const newest = backupRow();
  const { user, onbackup } = shown(null, { problem: { code: 'header_damaged' }, newest_backup: newest });
  expect(screen.getByRole('alert'), 'the page says when the backup was made').toHaveTextContent('3 May 2026');
  await user.click(screen.getByRole('button', { name: 'Open the newest backup' }));
  expect(onbackup, 'the newest backup is opened').toHaveBeenCalledExactlyOnceWith(newest);
});

test('a missing vault shows its place, and calls a backup the last resort', async () => {
  const newest = backupRow();
  const state = { problem: { code: 'vault_away' }, away_in: '/media/stick/kith-vault' } as const;
  const { user, onbackup, onretry } = shown(null, { ...state, newest_backup: newest });
  expect(screen.getByText(/\/media\/stick\/kith-vault/u), 'the page names the drive').toBeInTheDocument();
  const offered = screen.getAllByRole('button').map((button) => button.textContent.trim());
  expect(offered.slice(0, 2), 'the missing drive comes before the backup').toEqual([
    'Try again',
    'Open the newest backup',
  ]);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onretry, 'the button tries again').toHaveBeenCalledOnce();
  await user.click(screen.getByRole('button', { name: 'Open the newest backup' }));
  expect(onbackup, 'the newest backup is opened').toHaveBeenCalledExactlyOnceWith(newest);
});

test('a move that failed during the lock gives the reason, and says that the vault is whole', () => {
  shown(null, { lock_reason: 'not_moved', failed: { code: 'not_moved', why: 'disk_full' } });
  expect(
    screen.getByText(/was not moved: there is too little room/u),
    'the page says why the vault was not moved',
  ).toBeInTheDocument();
  expect(
    screen.getByText(/where it was, whole/u),
    'the page says that the vault is whole',
  ).toBeInTheDocument();
  expect(screen.getByLabelText('Passphrase'), 'the vault can be unlocked').toBeInTheDocument();
});

test('a restore or a new key that failed during the lock is reported with the reason', () => {
  shown(null, { lock_reason: 'not_replaced', failed: { code: 'in_use' } });
  const message = screen.getByText('The records were not replaced. Everything is as it was.');
  expect(message, 'the page says that everything is as it was').toBeInTheDocument();
  expect(screen.getByText(/open in another window/u), 'the page says why').toBeInTheDocument();
  expect(
    screen.getByText(/Unlock with what opened it before/u),
    'the page says how to go on',
  ).toBeInTheDocument();
  expect(
    screen.queryByText('Locked by you.'),
    'the page does not say that the therapist locked the vault',
  ).toBeNull();
});

test('a problem that no backup solves offers none', () => {
  shown(null, { problem: { code: 'in_use' }, newest_backup: backupRow() });
  expect(screen.queryByRole('button', { name: 'Open the newest backup' }), 'no backup is offered').toBeNull();
});

test('a backup can be opened while the vault is locked', async () => {
  const { user, onbackup } = shown(null);
  await user.click(screen.getByRole('button', { name: 'Open a backup' }));
  expect(onbackup, 'no backup is chosen yet').toHaveBeenCalledExactlyOnceWith(null);
});

test('kept text is promised only after locks that may interrupt typing', () => {
  shown(null, { lock_reason: 'screen_lock' });
  expect(
    screen.getByText(/Text you had not finished is kept/u),
    'the page promises the text after a lock of the screen',
  ).toBeInTheDocument();
  cleanup();
  shown(null, { lock_reason: 'restored' });
  expect(
    screen.queryByText(/Text you had not finished/u),
    'the page promises no text after a restore',
  ).toBeNull();
});

test.each([
  ['2026-01-02T09:00:00', 'the practice · last used 2 January 2026'],
  [null, 'the practice'],
])('last used at %s stands under the title as "%s"', (at, line) => {
  shown(null, { vault_name: 'the practice', last_used_at: at === null ? null : instant(at) });
  expect(screen.getByText(line)).toBeVisible();
});
