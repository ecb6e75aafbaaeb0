import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CourseView } from '../backend';
import { emptyView, sampleView } from '../test-support/sampleCourse';
import Map from './Map.svelte';

/** The sample case with its first drawing, while the course is running. */
function baseline(status: CourseView['glance']['status'] = 'active'): CourseView {
  const view = sampleView();
  const { ring_scheme, positions } = view.course.map_snapshots![0]!;
  return { ...view, glance: { ...view.glance, status }, map: { ring_scheme, positions } };
}

function open(view: CourseView) {
  const saved = { touched: [], saved_at: '2026-01-27T10:00:00Z', id: 'new' };
  const asked = vi.fn<(command: string, payload: unknown) => unknown>((command) =>
    command === 'person_history' ? { moments: [], mentions: [] } : saved,
  );
  mockIPC(asked);
  render(Map, { view });
  return { asked, user: userEvent.setup() };
}

const asks = (asked: ReturnType<typeof open>['asked'], command: string) =>
  asked.mock.calls.filter(([name]) => name === command).map(([, payload]) => payload);

vi.setConfig({ testTimeout: 60_000 });
afterEach(() => clearMocks());

describe('an empty map', () => {
  it('explains itself and focuses the field for the first name', () => {
    open(emptyView());
    expect(screen.getByText('Who is in this life?')).toBeVisible();
    expect(screen.getByLabelText('Add person')).toHaveFocus();
    expect(screen.getByRole('button', { name: 'Take baseline' })).toBeDisabled();
  });

  it('keeps the focus in the field from one name to the next', async () => {
    const { asked, user } = open(emptyView());
    await user.keyboard('Leila, daughter{Enter}Gareth, husband{Enter}');
    expect(asks(asked, 'add_person')).toEqual([
      { courseId: 'course-1', text: 'Leila, daughter' },
      { courseId: 'course-1', text: 'Gareth, husband' },
    ]);
    expect(screen.getByLabelText('Add person')).toHaveFocus();
  });

  it('quotes a refused name in full while the next one is typed', async () => {
    const { asked, user } = open(emptyView());
    let refuse: (fault: unknown) => void = () => undefined;
    asked.mockImplementation(() => new Promise((_, failed) => (refuse = failed)));
    await user.keyboard('Leila, daughter{Enter}Gar');
    refuse({ code: 'disk_full' });
    expect(await screen.findByText('“Leila, daughter” was not added. Type it again.')).toBeVisible();
    expect(screen.getByLabelText('Add person')).toHaveValue('Gar');
  });

  it('asks for a name before a relation', async () => {
    const { asked, user } = open(emptyView());
    await user.keyboard(', daughter{Enter}');
    expect(screen.getByRole('alert')).toHaveTextContent('Begin with a name.');
    expect(asks(asked, 'add_person')).toEqual([]);
  });
});

describe('the drawing', () => {
  it('describes each person in words and has one Tab stop', () => {
    open(baseline());
    const drawing = screen.getByRole('application', { name: 'Drawing of the relationships' });
    const people = within(drawing).getAllByRole('button');
    expect(people).toHaveLength(13);
    expect(
      people.filter((it) => it.getAttribute('tabindex') === '0'),
      'one person can be reached with the Tab key',
    ).toHaveLength(1);
    expect(
      screen.getByRole('button', { name: /^Leila, daughter, 27, core, supportive/u }),
    ).toBeInTheDocument();
  });

  it('is operated with the keyboard alone', async () => {
    const { asked, user } = open(baseline());
    const leila = screen.getByRole('button', { name: /^Leila/u });
    leila.focus();
    await user.keyboard('{ArrowDown}{ArrowRight}{Enter}');
    expect(asks(asked, 'place_person')).toEqual([
      { courseId: 'course-1', person: 'p02', ring: 2, angle: 335 },
    ]);
    expect(screen.getByRole('complementary', { name: 'About Leila' })).toBeVisible();
    leila.focus();
    await user.keyboard('{PageDown}');
    expect(
      document.activeElement?.getAttribute('aria-label'),
      'the next person in the ring has the focus',
    ).toMatch(/^Sami/u);
  });

  it('moves a person to the tray with Delete, and focuses the next one', async () => {
    const { asked, user } = open(baseline());
    screen.getByRole('button', { name: /^Gareth/u }).focus();
    await user.keyboard('{Delete}');
    expect(asks(asked, 'unplace_person')).toEqual([{ courseId: 'course-1', person: 'p01' }]);
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Leila/u);
    expect(within(screen.getByRole('region', { name: /Not placed yet/u })).getByText('Gareth')).toBeVisible();
  });

  it('puts the person back and says so when a move is refused', async () => {
    const { asked, user } = open(baseline());
    asked.mockImplementation(() => {
      throw { code: 'disk_full' };
    });
    screen.getByRole('button', { name: /^Leila/u }).focus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(await screen.findByText(/Leila was put back/u)).toBeVisible();
    expect(screen.getByRole('button', { name: /^Leila, daughter, 27, core/u })).toBeInTheDocument();
  });
});

describe('the panel', () => {
  it('places a person of the tray when a ring is chosen', async () => {
    const { asked, user } = open(baseline());
    await user.click(screen.getByRole('button', { name: /^Ellis/u }));
    const closeness = screen.getByRole('group', { name: 'Closeness' });
    await user.click(within(closeness).getByRole('radio', { name: 'matter' }));
    expect(asks(asked, 'place_person')).toMatchObject([{ person: 'p14', ring: 3 }]);
  });

  it('closes with Escape and returns the focus', async () => {
    const { user } = open(baseline());
    screen.getByRole('button', { name: /^Leila/u }).focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByRole('checkbox', { name: 'In the focus' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Leila/u));
  });
});

describe('the table', () => {
  it('shows the same people and changes ring, quality and contact', async () => {
    const { asked, user } = open(baseline());
    await user.click(screen.getByLabelText('Table'));
    expect(
      screen.getAllByRole('row'),
      'the table has a heading row and a row for everybody, people in the tray too',
    ).toHaveLength(16);
    await user.selectOptions(screen.getByLabelText('Closeness of Nasreen'), 'close');
    await user.selectOptions(screen.getByLabelText('Tie of Nasreen'), 'supportive');
    await user.selectOptions(screen.getByLabelText('Contact of Nasreen'), 'weekly');
    expect(asks(asked, 'place_person')).toMatchObject([{ person: 'p05', ring: 2, angle: 21 }]);
    expect(asks(asked, 'set_map_quality')).toMatchObject([{ person: 'p05', quality: 'supportive' }]);
    expect(asks(asked, 'edit_person')).toMatchObject([
      { person: { id: 'p05', contact_frequency: 'weekly' } },
    ]);
  });

  it('tells namesakes apart in the name of every control, as the tray does', async () => {
    const view = baseline();
    const people = view.course.people!.map((person) =>
      person.id === 'p14' ? { ...person, label: 'Nasreen', relation: 'cousin' } : person,
    );
    const { user } = open({ ...view, course: { ...view.course, people } });
    expect(screen.getByLabelText('Place Nasreen (cousin) on the map')).toBeInTheDocument();
    await user.click(screen.getByLabelText('Table'));
    for (const name of ['Nasreen (sister)', 'Nasreen (cousin)']) {
      expect(screen.getByLabelText(`Closeness of ${name}`)).toBeInTheDocument();
      expect(screen.getByLabelText(`Name of ${name}`)).toHaveValue('Nasreen');
      expect(screen.getByLabelText(`Details of ${name}`)).toBeInTheDocument();
    }
  });

  it('moves a person back to the tray', async () => {
    const { asked, user } = open(baseline());
    await user.click(screen.getByLabelText('Table'));
    await user.selectOptions(screen.getByLabelText('Closeness of Nasreen'), 'in the tray');
    expect(asks(asked, 'unplace_person')).toMatchObject([{ person: 'p05' }]);
  });
});

describe('tidying', () => {
  it('waits until the last move is saved', async () => {
    const view = baseline();
    const positions = view.map.positions.map((position) => ({ ...position, ring: 3, angle_deg: 90 }));
    const { asked, user } = open({ ...view, map: { ...view.map, positions } });
    let place: (saved: unknown) => void = () => undefined;
    asked.mockImplementation((command) =>
      command === 'place_person' ? new Promise((done) => (place = done)) : { touched: [] },
    );
    screen.getByRole('button', { name: /^Leila/u }).focus();
    await user.keyboard('{ArrowDown}');
    await user.click(screen.getByRole('button', { name: 'More about the map' }));
    await user.click(screen.getByRole('menuitem', { name: 'Tidy' }));
    await vi.waitFor(() => expect(asks(asked, 'place_person')).toHaveLength(1));
    await new Promise((settled) => setTimeout(settled, 50));
    expect(asks(asked, 'turn_people'), 'tidying waits for the move').toEqual([]);
    place({ touched: [] });
    await vi.waitFor(() => expect(asks(asked, 'turn_people')).toHaveLength(1));
  });
});

describe('removing a person whom the record mentions', () => {
  it('asks first, and keeps them in the list of removed people', async () => {
    const { asked, user } = open(baseline());
    asked.mockImplementation((command) => {
      if (command === 'remove_person') throw { code: 'rule_broken', rule: 'person_in_use', places: 3 };
      return command === 'person_history' ? { moments: [], mentions: [] } : { touched: [] };
    });
    screen.getByRole('button', { name: /^Leila/u }).focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByRole('button', { name: 'Remove person' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove person' }));
    expect(await screen.findByText(/3 places in the record speak of this person/u)).toBeVisible();
    expect(asks(asked, 'set_person_aside'), 'nobody is removed before the answer').toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove, and keep in the record' }));
    expect(asks(asked, 'set_person_aside')).toEqual([{ courseId: 'course-1', person: 'p02' }]);
  });

  it('lists them under the table, where they can be brought back', async () => {
    const view = baseline();
    const people = view.course.people!.map((person) =>
      person.id === 'p14' ? { ...person, removed: true } : person,
    );
    const { asked, user } = open({ ...view, course: { ...view.course, people } });
    expect(
      screen.queryByRole('button', { name: /^Ellis/u }),
      'a removed person is not in the tray',
    ).not.toBeInTheDocument();
    await user.click(screen.getByLabelText('Table'));
    await user.click(screen.getByRole('button', { name: 'Bring Ellis back' }));
    expect(asks(asked, 'bring_person_back')).toEqual([{ courseId: 'course-1', person: 'p14' }]);
  });
});

describe('versions', () => {
  it('can be viewed but not changed', async () => {
    const { asked, user } = open(baseline());
    await user.click(screen.getByRole('radio', { name: /^ending, session 15/u }));
    expect(screen.getByText(/as it was in session 15/u)).toBeVisible();
    screen.getByRole('button', { name: /^Leila/u }).focus();
    await user.keyboard('{ArrowDown}{Delete}');
    expect(asks(asked, 'place_person')).toEqual([]);
    expect(screen.queryByLabelText('Add person')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Back to now' }));
    expect(screen.getByLabelText('Add person')).toBeVisible();
  });
});

describe('a version kept during a session', () => {
  it('belongs to the session of today, even before it is recorded', async () => {
    const view = baseline();
    const today = { slot: 'slot-9', number: 8, date: '2026-03-10', signed: false, usual: true };
    const earlier = view.map_sessions.slice(0, 7).map((session) => ({ ...session, usual: false }));
    const { asked, user } = open({ ...view, map_sessions: [...earlier, today] });
    await user.click(screen.getByRole('button', { name: 'Keep a version' }));
    await user.click(screen.getByRole('menuitem', { name: /mid.*session 8/iu }));
    expect(asks(asked, 'take_snapshot')).toMatchObject([{ kind: 'mid', slot: 'slot-9' }]);
    await user.click(screen.getByRole('button', { name: 'Keep a version' }));
    await user.click(screen.getByRole('menuitem', { name: 'Keep a version with words…' }));
    expect(screen.getByRole('option', { name: 'Session 8, 10 March', selected: true })).toBeInTheDocument();
  });
});

it('the map of a concluded course cannot be changed, says so, and opens the details of people', async () => {
  const { user } = open(baseline('closed'));
  expect(screen.getByText(/This course is concluded/u)).toBeVisible();
  expect(screen.queryByLabelText('Add person')).not.toBeInTheDocument();
  await user.click(screen.getByLabelText('Table'));
  expect(screen.getByLabelText('Closeness of Nasreen')).toBeDisabled();
  expect(screen.getByLabelText('Name of Nasreen')).toBeDisabled();
  await user.click(screen.getByLabelText('Details of Nasreen'));
  expect(screen.getByRole('complementary', { name: 'About Nasreen' })).toBeVisible();
});

it('has no serious fault in an accessibility audit', async () => {
  open(baseline());
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});
