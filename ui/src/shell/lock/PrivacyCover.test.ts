import { cleanup, render } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import PrivacyCover from './PrivacyCover.svelte';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

function covered() {
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  const behind = vi.fn<(event: KeyboardEvent) => void>();
  window.addEventListener('keydown', behind);
  const onuncover = vi.fn();
  const { unmount } = render(PrivacyCover, { onuncover });
  return { field, behind, onuncover, unmount, user: userEvent.setup() };
}

test('the key that removes the cover does nothing else', async () => {
  const { field, behind, onuncover, user } = covered();
  await user.keyboard('x');
  expect(onuncover, 'removed').toHaveBeenCalledOnce();
  expect([behind.mock.calls.length, field.value], 'nothing behind heard of it').toEqual([0, '']);
});

test('modifier keys pressed for the lock shortcut do not remove the cover', async () => {
  const { behind, onuncover, user } = covered();
  await user.keyboard('{Control>}{Shift>}{/Shift}l{/Control}');
  expect(onuncover, 'still covered').not.toHaveBeenCalled();
  const keys = behind.mock.calls.map(([event]) => event.key);
  expect(keys, 'and the lock hears its key').toContain('l');
});

test('a click removes the cover', async () => {
  const { onuncover, user } = covered();
  await user.click(document.querySelector('dialog')!);
  expect(onuncover, 'removed').toHaveBeenCalledOnce();
});

test('the page is marked as covered, and the focus returns', () => {
  const { field, unmount } = covered();
  field.blur();
  expect('covered' in document.documentElement.dataset, 'nothing is drawn').toBe(true);
  unmount();
  expect('covered' in document.documentElement.dataset, 'drawn again').toBe(false);
  expect(document.activeElement, 'where it was').toBe(field);
});
