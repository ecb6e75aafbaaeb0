import { cleanup, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Dialog from './Dialog.svelte';

afterEach(cleanup);

function open(content: string) {
  const children = createRawSnippet(() => ({ render: () => `<div>${content}</div>` }));
  render(Dialog, { title: 'A note', open: true, onclose: vi.fn(), children });
}

test.each([
  ['a text', '<input aria-label="Wanted"><textarea></textarea>'],
  ['what stands behind one that is off', '<input disabled><textarea aria-label="Wanted"></textarea>'],
  ['a list', '<select aria-label="Wanted"></select>'],
  [
    'what is chosen',
    '<input type="radio" name="a"><input type="radio" name="a" checked aria-label="Wanted">',
  ],
  ['a choice before a text', '<input type="radio" name="a" aria-label="Wanted"><input>'],
  ['fields of a form that stands behind a button', '<button>Other</button><input aria-label="Wanted">'],
])('dialog opens with the focus on its first field: %s', (_, content) => {
  open(content);
  expect(screen.getByLabelText('Wanted')).toHaveFocus();
});

test('dialog without a field has the focus itself so that a space closes nothing', () => {
  open('<p>Only text</p>');
  expect(screen.getByRole('dialog')).toHaveFocus();
});
