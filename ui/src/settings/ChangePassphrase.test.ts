import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { CommandError } from '../backend';
import ChangePassphrase from './ChangePassphrase.svelte';

const chosen = 'seven quiet kettles under Ghent';

/** Reports a passphrase as soon as it is clicked. */
const make = createRawSnippet<[string, (chosen: string | null) => void, boolean]>((_, take) => ({
  render: () => '<button type="button">Choose</button>',
  setup: (button) => button.addEventListener('click', () => take()(chosen)),
}));

afterEach(() => {
  cleanup();
  clearMocks();
});

async function opened(refusal: CommandError | null = null) {
  const asked: unknown[] = [];
  mockIPC((_, payload) => {
    asked.push(payload);
    if (refusal) throw refusal;
    return null;
  });
  const onchanged = vi.fn();
  const user = userEvent.setup();
  render(ChangePassphrase, { make, onchanged });
  await user.click(screen.getByRole('button', { name: 'Change passphrase' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Change passphrase' }));
  await user.click(dialog.getByRole('button', { name: 'Choose' }));
  return { asked, onchanged, user, dialog };
}

test('the current passphrase is asked for again', async () => {
  const { asked, onchanged, user, dialog } = await opened();
  const change = dialog.getByRole('button', { name: 'Change passphrase' });
  expect(change, 'the change needs the current passphrase').toBeDisabled();
  await user.type(dialog.getByLabelText('Current passphrase'), 'marble kettle orbit');
  await user.click(change);
  expect(asked, 'both passphrases are sent').toEqual([
    { current: { passphrase: 'marble kettle orbit' }, chosen },
  ]);
  expect(onchanged, 'the caller hears of the change').toHaveBeenCalledOnce();
});

test('the recovery code can be used instead of a lost passphrase', async () => {
  const { asked, onchanged, user, dialog } = await opened();
  await user.click(dialog.getByRole('checkbox', { name: 'I have my recovery sheet instead' }));
  expect(dialog.queryByLabelText('Current passphrase'), 'the lost passphrase is not asked for').toBeNull();
  await user.type(dialog.getByLabelText('Recovery code'), '7K3M-Q8ZT{Enter}');
  expect(asked, 'the recovery code is sent as a code').toEqual([
    { current: { recovery_code: '7K3M-Q8ZT' }, chosen },
  ]);
  expect(onchanged, 'the caller hears of the change').toHaveBeenCalledOnce();
});

test('a wrong code changes nothing, and its error disappears once the passphrase is typed instead', async () => {
  const { onchanged, user, dialog } = await opened({ code: 'wrong_recovery_code' });
  const sheet = dialog.getByRole('checkbox', { name: 'I have my recovery sheet instead' });
  await user.click(sheet);
  await user.type(dialog.getByLabelText('Recovery code'), '7K3M-Q8ZT{Enter}');
  expect(await dialog.findByRole('alert'), 'the error names the wrong code').toHaveTextContent(
    'does not open this vault',
  );
  expect(onchanged, 'the caller does not hear of a change').not.toHaveBeenCalled();
  await user.click(sheet);
  expect(dialog.queryByRole('alert'), 'the error about the code is gone').toBeNull();
});
