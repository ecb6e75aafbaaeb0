import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import type { CommandError, Erasure, VaultPutAside } from '../backend';
import EraseClient from './EraseClient.svelte';

const who = { client_id: 'c', code: 'C-001', name: 'Ruth' };

afterEach(() => {
  cleanup();
  clearMocks();
});

interface World {
  erasure?: Erasure;
  refusal?: CommandError;
  running?: { used: number; planned: number; onconclude: () => void };
  aside?: VaultPutAside[];
}

function shown({ erasure = 'certified', refusal, running, aside = [] }: World = {}) {
  const asked: unknown[] = [];
  mockIPC((command, payload) => {
    if (command === 'vaults_put_aside') return aside;
    asked.push(payload);
    if (refusal) throw refusal;
    return erasure;
  });
  const onerased = vi.fn();
  render(EraseClient, { who, running, onerased, onclose: vi.fn() });
  return {
    asked,
    onerased,
    user: userEvent.setup(),
    act: screen.getByRole('button', { name: 'Erase for good' }),
  };
}

test('erasing asks for the code and the secret, and names what remains', async () => {
  const { asked, onerased, user, act } = shown();
  expect(
    screen.getByText(/Backups made until now still hold this client/u),
    'the warning about earlier backups is shown before the act',
  ).toBeInTheDocument();
  await user.type(screen.getByLabelText('Passphrase'), 'marble');
  expect(act, 'the act needs the code of the client').toBeDisabled();
  await user.type(screen.getByLabelText('Type the code C-001'), 'C-002');
  expect(act, 'the act refuses the code of another client').toBeDisabled();
  await user.clear(screen.getByLabelText('Type the code C-001'));
  await user.type(screen.getByLabelText('Type the code C-001'), 'C-001');
  await user.click(act);
  expect(asked, 'the client is erased after a backup').toEqual([
    { clientId: 'c', typedCode: 'C-001', secret: { passphrase: 'marble' }, backupFirst: true },
  ]);
  expect(onerased, 'the caller hears that the client is erased').toHaveBeenCalledExactlyOnceWith('certified');
});

test('the backup can be left out, because it would contain the client', async () => {
  const { asked, user, act } = shown();
  await user.click(screen.getByRole('checkbox', { name: 'Make a backup first' }));
  await user.type(screen.getByLabelText('Type the code C-001'), 'C-001');
  await user.type(screen.getByLabelText('Passphrase'), 'marble');
  await user.click(act);
  expect(asked, 'no backup is made').toMatchObject([{ backupFirst: false }]);
});

test('an erasure that ends at the next unlock is not called finished before', async () => {
  const { onerased, user, act } = shown({ erasure: 'to_be_finished' });
  await user.type(screen.getByLabelText('Type the code C-001'), 'C-001');
  await user.type(screen.getByLabelText('Passphrase'), 'marble');
  await user.click(act);
  expect(
    await screen.findByText(/will be finished at the next unlock/u),
    'the dialog says that the next unlock finishes the erasure',
  ).toBeInTheDocument();
  expect(
    onerased,
    'the caller does not hear of the erasure before the notice is read',
  ).not.toHaveBeenCalled();
  await user.click(screen.getAllByRole('button', { name: 'Close' }).at(-1)!);
  expect(onerased, 'the caller hears that the erasure is to be finished').toHaveBeenCalledExactlyOnceWith(
    'to_be_finished',
  );
});

test('a wrong passphrase erases nothing', async () => {
  const { onerased, user, act } = shown({ refusal: { code: 'wrong_passphrase' } });
  await user.type(screen.getByLabelText('Type the code C-001'), 'C-001');
  await user.type(screen.getByLabelText('Passphrase'), 'wrong');
  await user.click(act);
  expect(await screen.findByRole('alert'), 'the error names the wrong passphrase').toHaveTextContent(
    'not the passphrase',
  );
  expect(onerased, 'the client is not called erased').not.toHaveBeenCalled();
});

test('a client in therapy can be erased after a warning about the course', async () => {
  const onconclude = vi.fn();
  const { asked, user, act } = shown({ running: { used: 6, planned: 16, onconclude } });
  expect(
    screen.getByText(/still in therapy: 6 of 16 sessions used/u),
    'the warning says how many sessions are used',
  ).toBeInTheDocument();
  expect(
    screen.getByText(/conclude the course first/u),
    'the warning advises to conclude the course first',
  ).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Go to the course' }));
  expect(onconclude, 'a button leads to the conclusion of the course').toHaveBeenCalledOnce();
  expect(asked, 'that button erases nobody').toEqual([]);
  await user.type(screen.getByLabelText('Type the code C-001'), 'C-001');
  await user.type(screen.getByLabelText('Passphrase'), 'marble');
  await user.click(act);
  expect(asked, 'the client can be erased in spite of the warning').toHaveLength(1);
});

test('without a current course there is no warning about it', () => {
  shown();
  expect(screen.queryByText(/still in therapy/u)).toBeNull();
});

test('a vault put aside is named among the remaining copies', async () => {
  shown({ aside: [{ on: '2026-05-03', folder: '/home/ruth/backups/vault-2026-05-03-1402' }] });
  expect(
    await screen.findByText(/^1 earlier vault put aside on 3 May 2026, .*vault-2026-05-03-1402$/u),
    'the dialog says when the vault was put aside and where it is',
  ).toBeInTheDocument();
});
