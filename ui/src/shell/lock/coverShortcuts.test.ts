import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { Door } from './door.svelte';
import { Route } from '../route/route.svelte';
import Shell from '../Shell.svelte';

afterEach(() => {
  cleanup();
  clearMocks();
});

test.each(['{F8}', '{Control>}{Shift>}H{/Shift}{/Control}', '{Meta>}{Shift>}h{/Shift}{/Meta}'])(
  '%s covers the window at once',
  async (keys) => {
    // Whatever the room asks for is still on its way.
    mockIPC(() => new Promise(() => undefined));
    const route = new Route();
    render(Shell, {
      route,
      door: new Door(route),
      settings: { theme: 'system', lock_minutes: 5, hide_from_capture: true },
      firstStep: null,
      onsettings: vi.fn(),
      onfirststep: vi.fn(),
    });
    expect(screen.queryByText('Kith is covered'), 'not before').toBeNull();
    await userEvent.setup().keyboard(keys);
    expect(screen.getByText('Kith is covered'), 'whatever else is open').toBeInTheDocument();
  },
);
