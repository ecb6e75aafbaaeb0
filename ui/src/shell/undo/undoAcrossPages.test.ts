import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import type { Edit } from '../../backend';
import { emptyView } from '../../test-support/sampleCourse';
import { LockState } from '../lock/lockState.svelte';
import { Route } from '../route/route.svelte';
import Shell from '../Shell.svelte';

// Missing in the test environment.
Element.prototype.scrollTo = () => undefined;
vi.setConfig({ testTimeout: 60_000 });

const view = emptyView();
const id = view.client_id;
const acts: Edit[] = [
  { kind: 'add_client', about: 'Ruth' },
  { kind: 'begin_course', about: 'Ruth' },
];

/** How many of the edits are in force: without the first there is no client, without the second no course. */
let actsInForce: number;
let route: Route;
let shown: ReturnType<typeof show>;
const user = userEvent.setup();

function answer(command: string): unknown {
  const isGone = actsInForce === 0;
  switch (command) {
    case 'client':
      if (isGone) throw { code: 'not_found', kind: 'client' };
      return {
        id,
        client: view.course.client,
        archived: false,
        courses: actsInForce < 2 ? [] : [{ id: view.id, glance: view.glance }],
        current: actsInForce < 2 ? null : view.id,
        flags: [],
        checks: [],
      };
    case 'course':
      if (actsInForce < 2) throw { code: 'not_found', kind: 'course' };
      return view;
    case 'undo_state':
      return {
        undo: acts[actsInForce - 1] ?? null,
        redo: acts[actsInForce] ?? null,
        undo_loss: null,
        redo_loss: null,
      };
    case 'undone_clients':
      return isGone ? [{ client_id: id, redo: acts[0] }] : [];
    case 'undo':
    case 'redo':
      actsInForce += command === 'redo' ? 1 : -1;
      return { touched: ['client', 'course'], saved_at: '2026-01-27T10:00:00Z' };
    case 'clients':
      return [];
    case 'formats':
      return [];
    case 'today':
      return { today: '2026-01-27' };
    default:
      return null;
  }
}

function show() {
  return render(Shell, {
    route,
    lockState: new LockState(route),
    settings: {
      theme: 'system',
      lock_minutes: 5,
      hide_from_capture: true,
      text_size: 100,
      single_keys: true,
    },
    firstStep: null,
    onsettings: () => undefined,
    onfirststep: () => undefined,
  });
}

beforeEach(() => {
  actsInForce = 2;
  mockIPC(answer, { shouldMockEvents: true });
  route = new Route();
  route.openClient(id);
  shown = show();
});

// A removed shell stops listening one turn later.
afterAll(() => new Promise((gone) => setTimeout(gone, 50)).then(clearMocks));

const press = async (label: string) => user.click(await screen.findByRole('button', { name: label }));

it('offers redo on the page of the client after undo has removed the course', async () => {
  await press('Undo begin course Ruth');
  expect(await screen.findByText('Undone: begin course Ruth')).toBeInTheDocument();
  expect(route.place, 'the page of the client is open').toMatchObject({ room: 'client', client: id });
  await press('Redo begin course Ruth');
  expect(await screen.findByRole('button', { name: 'Undo begin course Ruth' })).toBeEnabled();
  expect(actsInForce, 'the course is back').toBe(2);
});

it('shows the list and offers redo there after undo has removed the client', async () => {
  await press('Undo begin course Ruth');
  await press('Undo add client Ruth');
  expect(await screen.findByText('Undo took Ruth out of the list.')).toBeInTheDocument();
  expect(screen.getByText('Undone: add client Ruth'), 'the page says what was undone').toBeInTheDocument();
  expect(route.place).toEqual({ room: 'clients' });
  await press('Redo add client Ruth');
  await vi.waitFor(() => expect(route.place).toMatchObject({ room: 'client', client: id }));
  await press('Redo begin course Ruth');
  expect(actsInForce, 'the client and the course are back').toBe(2);
});

it.each([
  ['Ctrl+Shift+Z', '{Control>}{Shift>}z{/Shift}{/Control}'],
  ['Ctrl+Y', '{Control>}y{/Control}'],
])('redoes by %s, also from the list', async (_, keys) => {
  await press('Undo begin course Ruth');
  await screen.findByRole('button', { name: 'Undo add client Ruth' });
  await user.keyboard('{Control>}z{/Control}');
  await screen.findByText('Undo took Ruth out of the list.');
  await user.keyboard(keys);
  await vi.waitFor(() => expect(route.place).toMatchObject({ room: 'client', client: id }));
  expect(actsInForce, 'the client is back').toBe(1);
});

it('still offers redo in the list after a lock', async () => {
  await press('Undo begin course Ruth');
  await press('Undo add client Ruth');
  await screen.findByText('Undo took Ruth out of the list.');
  const place = route.write();
  route = new Route();
  route.read(place);
  shown.unmount();
  show();
  await press('Redo add client Ruth');
  expect(actsInForce, 'the client is back').toBe(1);
});
