import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import SheetDialog from './SheetDialog.svelte';

const groups = ['7K3M', 'Q8ZT'];

/** Shows the code, and counts as read back as soon as it is clicked. */
const sheet = createRawSnippet<[string[], string | null, () => void]>((shown, _, rehearsed) => ({
  render: () => `<button type="button">${shown().join('-')}</button>`,
  setup: (button) => button.addEventListener('click', () => rehearsed()()),
}));

afterEach(cleanup);

function shown(holder: string | null = null) {
  const onrehearsed = vi.fn();
  const onleft = vi.fn();
  render(SheetDialog, { title: 'New code', groups, holder, sheet, onrehearsed, onleft });
  return { onrehearsed, onleft, user: userEvent.setup() };
}

const code = () => screen.queryByRole('button', { name: '7K3M-Q8ZT' });

test('closing it asks first, and the code is still there', async () => {
  const { onleft, user } = shown();
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(
    screen.getByRole('dialog'),
    'the question says that the code opens nothing any more',
  ).toHaveTextContent('opens nothing any more');
  expect(onleft, 'the dialog is still open').not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Back to the sheet' }));
  expect(code(), 'the code is still shown').toBeInTheDocument();
});

test('the Escape key asks first too', async () => {
  const { onleft } = shown();
  // Done by the browser for the Escape key.
  screen.getByRole<HTMLDialogElement>('dialog').close();
  expect(
    await screen.findByText(/opens nothing any more/u),
    'the question says that the code opens nothing any more',
  ).toBeInTheDocument();
  expect(onleft, 'the dialog is still open').not.toHaveBeenCalled();
});

test('the dialog can be closed without the sheet after a confirmation', async () => {
  const { onleft, onrehearsed, user } = shown('Dr. Amara Osei');
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(
    screen.getByRole('dialog'),
    'the question speaks of the colleague, whose sheet is closed',
  ).toHaveTextContent('the colleague has nothing');
  await user.click(screen.getByRole('button', { name: 'Leave without it' }));
  expect(
    [onleft.mock.calls.length, onrehearsed.mock.calls.length],
    'the dialog is closed without a rehearsal',
  ).toEqual([1, 0]);
});

test('a rehearsed sheet closes the dialog', async () => {
  const { onleft, onrehearsed, user } = shown();
  await user.click(code()!);
  expect(
    [onleft.mock.calls.length, onrehearsed.mock.calls.length],
    'the dialog closes without a question',
  ).toEqual([0, 1]);
});
