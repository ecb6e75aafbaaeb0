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
  expect(onuncover, 'the cover is removed').toHaveBeenCalledOnce();
  expect([behind.mock.calls.length, field.value], 'neither the page nor the field gets the key').toEqual([
    0,
    '',
  ]);
});

test('modifier keys pressed for the lock shortcut do not remove the cover', async () => {
  const { behind, onuncover, user } = covered();
  await user.keyboard('{Control>}{Shift>}{/Shift}l{/Control}');
  expect(onuncover, 'the cover stays').not.toHaveBeenCalled();
  const keys = behind.mock.calls.map(([event]) => event.key);
  expect(keys, 'the lock shortcut gets its key').toContain('l');
});

test('a click removes the cover', async () => {
  const { onuncover, user } = covered();
  await user.click(document.querySelector('dialog')!);
  expect(onuncover, 'the cover is removed').toHaveBeenCalledOnce();
});

test('the page is marked as covered, and the focus returns', () => {
  const { field, unmount } = covered();
  field.blur();
  expect('covered' in document.documentElement.dataset, 'the page is marked as covered').toBe(true);
  unmount();
  expect('covered' in document.documentElement.dataset, 'the page is no longer marked as covered').toBe(
    false,
  );
  expect(document.activeElement, 'the field has the focus again').toBe(field);
});
