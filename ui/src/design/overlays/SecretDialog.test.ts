import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import SecretDialog from './SecretDialog.svelte';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

function asked(more: Record<string, unknown> = {}) {
  const opener = document.createElement('button');
  document.body.append(opener);
  opener.focus();
  const [onsecret, onclose] = [vi.fn(), vi.fn()];
  const { unmount } = render(SecretDialog, {
    title: 'Export',
    act: 'Go',
    busy: false,
    fault: null,
    onsecret,
    onclose,
    ...more,
  });
  return { opener, onsecret, onclose, unmount, user: userEvent.setup() };
}

test('the passphrase or the recovery code is asked for, never both', async () => {
  const { onsecret, user } = asked();
  expect(screen.getByRole('button', { name: 'Go' }), 'the act needs a secret').toBeDisabled();
  await user.type(screen.getByLabelText('Passphrase'), 'marble');
  await user.click(screen.getByRole('checkbox', { name: 'I have my recovery sheet instead' }));
  expect(screen.getByRole('button', { name: 'Go' }), 'the act needs the recovery code').toBeDisabled();
  await user.type(screen.getByLabelText('Recovery code'), '7K3M{Enter}');
  expect(onsecret, 'only the recovery code is passed on').toHaveBeenCalledExactlyOnceWith({
    recovery_code: '7K3M',
  });
});

test('Enter does nothing while a field is empty or the act is running', async () => {
  const { onsecret, user } = asked({ ready: false });
  await user.type(screen.getByLabelText('Passphrase'), 'marble{Enter}');
  expect(onsecret, 'Enter does nothing while another field is empty').not.toHaveBeenCalled();
});

test('the focus returns to the button that opened the dialog', async () => {
  const { opener, unmount } = asked();
  await vi.waitFor(() =>
    expect(screen.getByLabelText('Passphrase'), 'the field for the passphrase has the focus').toHaveFocus(),
  );
  unmount();
  expect(document.activeElement, 'the button that opened the dialog has the focus again').toBe(opener);
});
