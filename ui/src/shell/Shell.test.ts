import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RiskFlag } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { singleKeys } from '../lib/keys';
import { LockState } from './lock/lockState.svelte';
import { Route } from './route/route.svelte';
import Shell from './Shell.svelte';

// Missing in the test environment.
vi.stubGlobal('CSS', { escape: (text: string) => text });
Element.prototype.scrollTo = () => undefined;
vi.setConfig({ testTimeout: 60_000 });

const view = (() => {
  const sample = sampleView();
  const { ring_scheme, positions } = sample.course.map_snapshots![0]!;
  const placed_notes = [{ id: 'n1', text: 'Quiet since the move', angle_deg: 300, distance: 1 }];
  return {
    ...sample,
    glance: { ...sample.glance, status: 'active' as const },
    map: { ring_scheme, positions, placed_notes },
  };
})();

const answers: Record<string, unknown> = {
  client: {
    id: view.client_id,
    client: view.course.client,
    archived: false,
    courses: [{ id: view.id, glance: view.glance }],
    current: view.id,
    flags: [],
    checks: [],
  },
  clients: [],
  course: view,
  today: { today: '2026-01-27' },
  person_history: { moments: [], mentions: [] },
};

const flag: RiskFlag = {
  measure: 'm1',
  instrument: 'PHQ-9',
  item: 9,
  date: '2026-01-20',
  slot: 'slot-2',
  number: 2,
  shares_session: false,
  item9: 2,
  changed: false,
  answer_now: 2,
  level: 'red',
  rise: false,
  open: true,
  review: null,
  reviewed_for: null,
};

let route: Route;
let presented: unknown[];

beforeEach(async () => {
  presented = [];
  mockIPC(
    (command, payload) => {
      if (command === 'set_presented') presented.push((payload as { place: string | null }).place);
      return answers[command] ?? null;
    },
    { shouldMockEvents: true },
  );
  route = new Route();
  route.openClient(view.client_id, 'map');
  render(Shell, {
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
  await screen.findByLabelText(/^Leila, daughter/u, {}, { timeout: 20_000 });
});

afterAll(() => clearMocks());

describe('Escape on the map', () => {
  const somebody = () => screen.getByLabelText(/^Leila, daughter/u);
  const details = () => screen.queryByLabelText('About Leila');

  it.each([
    ['the details', () => screen.getByLabelText('In the focus')],
    ['a note', () => screen.getByLabelText(/^Note: Quiet/u)],
    ['the handle of a tie', () => screen.getByLabelText('Draw a tie from Leila')],
    ['the person', somebody],
  ])('puts the details away from %s, and leaves the client open', async (_, from) => {
    const user = userEvent.setup();
    somebody().focus();
    await user.keyboard('{Enter}');
    expect(details()).toBeVisible();
    from().focus();
    await user.keyboard('{Escape}');
    expect(details()).not.toBeInTheDocument();
    expect(route.place, 'the map of the same client is open').toMatchObject({ room: 'client', tab: 'map' });
    await vi.waitFor(() =>
      expect(document.activeElement, 'some element has the focus').not.toBe(document.body),
    );
  });

  it('leaves the map if the focus is outside the drawing', async () => {
    screen.getByLabelText('More about the map').focus();
    await userEvent.setup().keyboard('{Escape}');
    expect(route.place).toEqual({ room: 'clients' });
  });
});

it('F5 presents, and the program knows the presented map until it is left', async () => {
  const user = userEvent.setup();
  await user.keyboard('{F5}');
  expect(screen.getByRole('dialog', { name: /map/iu })).toBeVisible();
  await vi.waitFor(() => expect(presented).toHaveLength(1));
  expect(JSON.parse(presented[0] as string)).toEqual({
    room: 'client',
    client: view.client_id,
    course: view.id,
    tab: 'map',
    chosen: null,
  });
  await user.click(screen.getByText('Leave'));
  await vi.waitFor(() => expect(presented).toHaveLength(2));
  expect(presented[1], 'the program knows that the presentation is over').toBeNull();
});

describe('a digit', () => {
  it('opens the tab with that number', async () => {
    await userEvent.setup().keyboard('4');
    expect(route.place).toMatchObject({ tab: 'measures' });
  });

  it('opens no tab while a radio button has the focus', async () => {
    const rating = Object.assign(document.createElement('input'), { type: 'radio' });
    document.body.append(rating);
    rating.focus();
    await userEvent.setup().keyboard('4');
    rating.remove();
    expect(route.place).toMatchObject({ tab: 'map' });
  });

  it('opens nothing once single keys are switched off', async () => {
    singleKeys.on = false;
    await userEvent.setup().keyboard('4?');
    singleKeys.on = true;
    expect(route.place).toMatchObject({ tab: 'map' });
    expect(screen.queryByRole('dialog', { name: 'Keys' })).not.toBeInTheDocument();
  });
});

it('an open flag stands above every page of its client, and not behind a presentation', async () => {
  const client = answers.client as Record<string, unknown>;
  answers.client = {
    ...client,
    flags: [{ client_id: view.client_id, course_id: view.id, name: 'R', flag }],
  };
  try {
    // The client is loaded again when their page opens again.
    route.go({ room: 'clients' });
    await screen.findByRole('heading', { name: 'Clients' });
    route.openClient(view.client_id, 'map');
    const strip = () => screen.queryByRole('region', { name: 'Answers to ask about' });
    await vi.waitFor(() => expect(strip()).toBeVisible());
    for (const tab of ['overview', 'sessions', 'measures', 'focus', 'map'] as const) {
      route.openTab(tab);
      await vi.waitFor(() => expect(strip(), tab).toBeVisible());
    }
    const user = userEvent.setup();
    await screen.findByLabelText(/^Leila, daughter/u, {}, { timeout: 20_000 });
    await user.keyboard('{F5}');
    await vi.waitFor(() => expect(strip(), 'the strip is hidden during the presentation').toBeNull());
    await user.click(screen.getByText('Leave'));
    await vi.waitFor(() => expect(strip(), 'the strip is shown again after the presentation').toBeVisible());
  } finally {
    answers.client = client;
  }
});
