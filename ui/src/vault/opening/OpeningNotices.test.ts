import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import type { Noticed } from '../../backend';
import { nothingNoticed } from '../../test-support/noticed';
import { Opening } from './opening.svelte';
import OpeningNotices from './OpeningNotices.svelte';
import { instant } from '../../test-support/instant';

afterEach(() => {
  cleanup();
  clearMocks();
});

function shown(noticed: Partial<Noticed>) {
  const opening = new Opening();
  opening.unlocked({ ...nothingNoticed, ...noticed }, null);
  const onsettings = vi.fn();
  const onbackups = vi.fn();
  render(OpeningNotices, { opening, onsettings, onbackups });
  return { opening, onsettings, onbackups, user: userEvent.setup() };
}

test('without a notice nothing is shown', () => {
  shown({});
  expect(screen.queryByRole('region'), 'the page has no empty region').toBeNull();
});

test('an altered header is explained with what to do', () => {
  shown({ altered: true, repaired: true });
  const notice = within(screen.getByRole('region', { name: 'What opening the vault showed' })).getByRole(
    'status',
  );
  expect(notice, 'the notice says what happened').toHaveTextContent('changed by something other than Kith');
  expect(notice, 'the notice says what to do').toHaveTextContent(/change the passphrase.*Check the vault/u);
});

test('a repaired copy asks for nothing and can be dismissed', async () => {
  const { user } = shown({ repaired: true });
  expect(screen.getByRole('status'), 'the notice says that the copy was restored').toHaveTextContent(
    'restored from the other copy',
  );
  expect(
    screen.queryByRole('button', { name: 'Go to Settings' }),
    'the notice offers no Settings',
  ).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Put away' }));
  expect(screen.queryByRole('region'), 'the notice is dismissed').toBeNull();
});

test('a weaker key derivation leads to Settings', async () => {
  const { user, onsettings } = shown({ strengthen: true });
  await user.click(screen.getByRole('button', { name: 'Go to Settings' }));
  expect(onsettings, 'the button opens Settings, where the passphrase is changed').toHaveBeenCalledOnce();
});

test('the notice of a damaged vault stays, with the damage and a link to the backups', async () => {
  const { user, opening, onbackups } = shown({
    read_only: true,
    repaired: true,
    damaged: [
      { kind: 'session', client: 'Ruth', written: instant('2026-05-03T12:00:00+02:00') },
      { kind: 'event', client: null, written: null },
      { kind: 'event', client: null, written: null },
    ],
  });
  expect(screen.getByRole('alert'), 'the notice says what happened').toHaveTextContent(
    'can be read but not changed',
  );
  await user.click(screen.getByRole('button', { name: 'Put away' }));
  expect(opening.notices, 'the list has no notice that can be dismissed').toEqual([]);
  expect(screen.getByRole('alert'), 'the notice stays and names the damaged record').toHaveTextContent(
    'session note: Ruth, last written 3 May',
  );
  expect(
    screen.getAllByRole('listitem').map((line) => line.textContent),
    'damaged records of one kind are counted',
  ).toEqual([expect.stringContaining('session note: Ruth'), expect.stringContaining('(2 times)')]);
  await user.click(screen.getByText(/3 records cannot be read/u));
  await user.click(screen.getByRole('button', { name: 'Go to backups' }));
  expect(onbackups, 'the button opens the backups').toHaveBeenCalledOnce();
});

test('the yearly check of the sheet is recorded, or asked for again next time', async () => {
  const asked: string[] = [];
  mockIPC((command) => {
    asked.push(command);
    return null;
  });
  const { user } = shown({ recovery_check: 'year_ago' });
  await user.click(screen.getByRole('button', { name: 'I have seen it' }));
  expect(asked, 'the check is recorded for the year').toEqual(['recovery_checked']);
  expect(screen.queryByRole('region'), 'the notice is gone').toBeNull();
  cleanup();
  const later = shown({ recovery_check: 'year_ago' });
  await later.user.click(screen.getByRole('button', { name: 'Later' }));
  expect(
    [asked.length, later.opening.notices],
    'putting it off records nothing, and dismisses the notice',
  ).toEqual([1, []]);
});

test('moving a vault out of a cloud folder is offered until it is declined', async () => {
  const asked: string[] = [];
  mockIPC((command) => {
    asked.push(command);
    return null;
  });
  const place = { folder: '/home/ruth/Dropbox/kith-vault', kind: 'cloud', provider: 'Dropbox' } as const;
  const { user, onsettings } = shown({ place });
  expect(screen.getByRole('status'), 'the notice names the program').toHaveTextContent(
    'synchronised by Dropbox',
  );
  await user.click(screen.getByRole('button', { name: 'Move the vault …' }));
  expect(onsettings, 'the button opens Settings, where the vault is moved').toHaveBeenCalledOnce();
  await user.click(screen.getByRole('button', { name: 'Leave it there' }));
  expect(asked, 'the answer is recorded').toEqual(['leave_vault_here']);
  expect(screen.queryByRole('region'), 'the notice is gone').toBeNull();
});

test('an unrehearsed sheet leads to a new one or is confirmed', async () => {
  const asked: string[] = [];
  mockIPC((command) => {
    asked.push(command);
    return null;
  });
  const { user, onsettings } = shown({ recovery_check: 'never_tried' });
  expect(screen.getByRole('status'), 'the notice says that the sheet was never tried').toHaveTextContent(
    'was never tried',
  );
  await user.click(screen.getByRole('button', { name: 'Go to Settings' }));
  expect(onsettings, 'the button opens Settings, where a sheet is made').toHaveBeenCalledOnce();
  expect(asked, 'opening Settings records nothing').toEqual([]);
  await user.click(screen.getByRole('button', { name: 'I have seen it' }));
  expect(asked, 'the answer is recorded').toEqual(['recovery_checked']);
  expect(screen.queryByRole('region'), 'the notice is gone').toBeNull();
});
