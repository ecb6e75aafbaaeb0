import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import NewSheet from './NewSheet.svelte';

const sheet = createRawSnippet(() => ({ render: () => '<p>sheet</p>' }));

afterEach(cleanup);

async function named(holder: string) {
  render(NewSheet, { kind: 'colleague', sheet, ondone: vi.fn() });
  const user = userEvent.setup();
  await user.click(screen.getByLabelText('Who will hold it'));
  await user.paste(holder);
  await user.type(screen.getByLabelText('Passphrase'), 'm');
  return screen.getByRole('button', { name: 'Make the code' });
}

test('a name has at most sixty letters on the sheet, in every alphabet', async () => {
  expect(await named('Ж'.repeat(60)), 'sixty letters of any alphabet are accepted').toBeEnabled();
  expect(
    screen.getByText(/encrypted like your records/u),
    'the dialog says where the name is kept',
  ).toBeInTheDocument();
});

test('a longer one is refused before a code is made', async () => {
  expect(await named('a'.repeat(61)), 'sixty-one letters are refused').toBeDisabled();
  expect(
    screen.getByText(/at most 60 letters/u),
    'the field says how many letters are allowed',
  ).toBeInTheDocument();
});
