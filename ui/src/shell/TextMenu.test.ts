import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import TextMenu from './TextMenu.svelte';

let commands: unknown[][];

beforeEach(() => {
  commands = [];
  document.execCommand = (...of: unknown[]) => {
    commands.push(of);
    return of[0] !== 'paste';
  };
  vi.stubGlobal('navigator', {
    ...navigator,
    clipboard: { readText: () => Promise.resolve('from elsewhere') },
  });
  render(TextMenu);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

function field(text = 'Sister rang', tag = 'textarea', type = ''): HTMLInputElement {
  const made = document.createElement(tag) as HTMLInputElement;
  if (type) made.type = type;
  made.value = text;
  document.body.append(made);
  return made;
}

const names = () => screen.queryAllByRole('menuitem').map((item) => item.textContent);
const enabled = () =>
  screen.queryAllByRole('menuitem').filter((item) => !(item as HTMLButtonElement).disabled);

test('the menu of a text field cuts copies and pastes', async () => {
  const text = field();
  text.setSelectionRange(0, 6);
  await fireEvent.contextMenu(text);
  expect(names()).toEqual(['Cut', 'Copy', 'Paste']);
  await fireEvent.click(screen.getByText('Copy'));
  expect(commands).toEqual([['copy']]);
  expect(names(), 'the menu is closed').toEqual([]);
  expect(document.activeElement, 'the text keeps the focus').toBe(text);
});

test('pasting types the text in where the system has no command for it', async () => {
  await fireEvent.contextMenu(field());
  await fireEvent.click(screen.getByText('Paste'));
  await vi.waitFor(() => expect(commands).toEqual([['paste'], ['insertText', false, 'from elsewhere']]));
});

test('a system that lets no menu paste says which key does', async () => {
  vi.stubGlobal('navigator', {
    ...navigator,
    clipboard: { readText: () => Promise.reject(new Error('no')) },
  });
  await fireEvent.contextMenu(field());
  await fireEvent.click(screen.getByText('Paste'));
  expect(await screen.findByText(/Ctrl V/)).toBeInTheDocument();
});

test('nothing is cut or copied without a selection nor out of a passphrase', async () => {
  const text = field();
  text.setSelectionRange(3, 3);
  await fireEvent.contextMenu(text);
  expect(enabled().map((item) => item.textContent)).toEqual(['Paste']);
  const secret = field('hidden', 'input', 'password');
  secret.setSelectionRange(0, 6);
  await fireEvent.contextMenu(secret);
  expect(enabled().map((item) => item.textContent)).toEqual(['Paste']);
});

test('only text fields have a menu', async () => {
  await fireEvent.contextMenu(document.body);
  expect(names()).toEqual([]);
});

test('the menu of a field in a dialog opens inside it', async () => {
  const dialog = document.createElement('dialog');
  document.body.append(dialog);
  const text = field();
  dialog.append(text);
  dialog.open = true;
  await fireEvent.contextMenu(text);
  expect(dialog.contains(screen.getByRole('menu')), 'the menu is inside the dialog').toBe(true);
});

test('keys choose in the menu and escape closes it alone', async () => {
  const heard = vi.fn();
  const text = field();
  text.addEventListener('keydown', heard);
  text.setSelectionRange(0, 6);
  await fireEvent.contextMenu(text);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(commands).toEqual([['copy']]);
  await fireEvent.contextMenu(text);
  await userEvent.keyboard('{Escape}');
  expect(names()).toEqual([]);
  expect(heard, 'neither the field nor the page gets the Escape key').not.toHaveBeenCalled();
});
