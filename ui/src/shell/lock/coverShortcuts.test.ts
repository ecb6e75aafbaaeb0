import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { LockState } from './lockState.svelte';
import { events } from '../../backend';
import { Route } from '../route/route.svelte';
import Shell from '../Shell.svelte';

afterEach(async () => {
  cleanup();
  // The listeners stop in a moment, and need the mocks for it.
  await new Promise((stopped) => setTimeout(stopped));
  clearMocks();
});

function open(covered = false) {
  const asked: [string, unknown][] = [];
  // The page waits for answers of the program that never come.
  mockIPC(
    (command, payload) => {
      asked.push([command, payload]);
      return new Promise(() => undefined);
    },
    { shouldMockEvents: true },
  );
  const route = new Route();
  const lockState = new LockState(route);
  lockState.covered = covered;
  render(Shell, {
    route,
    lockState,
    settings: {
      theme: 'system',
      lock_minutes: 5,
      hide_from_capture: true,
      text_size: 100,
      single_keys: true,
    },
    firstStep: null,
    onsettings: vi.fn(),
    onfirststep: vi.fn(),
  });
  return asked;
}

test('a page reloaded during a presentation is covered until a key is pressed', async () => {
  const asked = open(true);
  const ended = () => asked.some(([command]) => command === 'set_presented');
  expect(screen.getByText('Kith is covered')).toBeInTheDocument();
  expect('covered' in document.documentElement.dataset, 'the page is marked as covered').toBe(true);
  expect(ended(), 'the presentation is not over, so that another reload is covered').toBe(false);
  await userEvent.setup().keyboard('x');
  expect(screen.queryByText('Kith is covered')).toBeNull();
  await vi.waitFor(() => expect(ended(), 'the presentation is over once the cover is removed').toBe(true));
});

test.each(['{F8}', '{Control>}{Shift>}H{/Shift}{/Control}', '{Control>}{Shift>}h{/Shift}{/Control}'])(
  '%s covers the window at once',
  async (keys) => {
    open();
    expect(screen.queryByText('Kith is covered'), 'the window is not covered before the key').toBeNull();
    await userEvent.setup().keyboard(keys);
    expect(screen.getByText('Kith is covered'), 'the window is covered').toBeInTheDocument();
  },
);

test('the program covers the window', async () => {
  open();
  await events.cover.emit();
  await vi.waitFor(() => expect(screen.getByText('Kith is covered')).toBeInTheDocument());
});
