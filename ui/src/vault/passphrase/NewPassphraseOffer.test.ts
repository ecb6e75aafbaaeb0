import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { CommandError } from '../../backend';
import { nothingNoticed } from '../../test-support/noticed';
import NewPassphraseOffer from './NewPassphraseOffer.svelte';
import { Opening } from '../opening/opening.svelte';

const chosen = 'seven quiet kettles under Ghent';

afterEach(() => {
  cleanup();
  clearMocks();
});

function offered(code: string | null, refusal: CommandError | null = null) {
  const asked: unknown[] = [];
  mockIPC((command, payload) => {
    if (command === 'judge_passphrase')
      return { score: 4, acceptable: true, problem: null, outer_space: false };
    if (command !== 'change_passphrase') return null;
    asked.push(payload);
    if (refusal) throw refusal;
    return null;
  });
  const opening = new Opening();
  opening.unlocked(nothingNoticed, code);
  render(NewPassphraseOffer, { opening });
  return { opening, asked, user: userEvent.setup() };
}

const dialog = { name: 'You opened with the recovery sheet' };

test('after unlocking with the passphrase nothing is offered', () => {
  offered(null);
  expect(screen.queryByRole('dialog', dialog), 'no dialog opens').toBeNull();
});

test('after the recovery sheet a new passphrase is set without typing the code again', async () => {
  const { opening, asked, user } = offered('7K3M-Q8ZT');
  expect(screen.getByRole('dialog', dialog), 'the dialog opens').toBeInTheDocument();
  await user.type(screen.getByLabelText('New passphrase'), chosen);
  await user.type(screen.getByLabelText('Repeat passphrase'), `${chosen}{Enter}`);
  expect(asked, 'the new passphrase is sent once, with the code').toEqual([
    { current: { recovery_code: '7K3M-Q8ZT' }, chosen },
  ]);
  expect(screen.queryByRole('dialog', dialog), 'the dialog is closed').toBeNull();
  expect(opening.notices, 'a notice says that the passphrase is new').toEqual(['renewed']);
});

test('the offer can be put off', async () => {
  const { opening, asked, user } = offered('7K3M-Q8ZT');
  await user.click(screen.getByRole('button', { name: 'Later' }));
  expect(screen.queryByRole('dialog', dialog), 'the offer does not come back').toBeNull();
  expect([opening.code, asked], 'the code is forgotten, and no command is sent').toEqual([null, []]);
});

test('the offer stays when the disk refuses the change', async () => {
  const { opening, user } = offered('7K3M-Q8ZT', { code: 'disk_full' });
  await user.type(screen.getByLabelText('New passphrase'), chosen);
  await user.type(screen.getByLabelText('Repeat passphrase'), chosen);
  await user.click(screen.getByRole('button', { name: 'Set new passphrase' }));
  expect(await screen.findByRole('alert'), 'the error says why').toHaveTextContent('the disk is full');
  expect([opening.code, opening.notices], 'the code is kept, and nothing is called renewed').toEqual([
    '7K3M-Q8ZT',
    [],
  ]);
});
