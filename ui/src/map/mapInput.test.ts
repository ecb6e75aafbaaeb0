import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { drafts, type CourseView } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import Map from './Map.svelte';

// Missing in the test environment: `elementsFromPoint` finds nothing.
Element.prototype.scrollIntoView = () => undefined;
Object.assign(SVGElement.prototype, { getScreenCTM: () => null });
let beneath: Element[] = [];
Object.assign(document, { elementsFromPoint: () => beneath, elementFromPoint: () => beneath[0] });

/** The sample case with its first drawing and a note where Leila stands. */
function drawn(): CourseView {
  const view = sampleView();
  const { ring_scheme, positions } = view.course.map_snapshots![0]!;
  const placed_notes = [{ id: 'n1', text: 'Quiet', angle_deg: 330, distance: 0.5 }];
  return {
    ...view,
    glance: { ...view.glance, status: 'active' },
    map: { ring_scheme, positions, placed_notes, ties: [{ one: 'p02', other: 'p03' }] },
  };
}

function open() {
  const asked = vi.fn<(command: string, payload: unknown) => unknown>((command) =>
    command === 'person_history' ? { moments: [], mentions: [] } : { touched: [], saved_at: '', id: 'new' },
  );
  mockIPC(asked);
  const { unmount, rerender } = render(Map, { view: drawn() });
  const asks = (command: string) =>
    asked.mock.calls.filter(([name]) => name === command).map(([, payload]) => payload);
  return { asked, asks, unmount, rerender, user: userEvent.setup() };
}

const svg = () => document.querySelector('.canvas svg')!;
const leila = () => screen.getByLabelText(/^Leila, daughter/u);

vi.setConfig({ testTimeout: 60_000 });
afterAll(() => clearMocks());

describe('the last move', () => {
  it('is saved by a flush before the pause is over', async () => {
    const { asked, user } = open();
    leila().focus();
    await user.keyboard('{ArrowRight}');
    let place: (saved: unknown) => void = () => undefined;
    asked.mockImplementation(() => new Promise((done) => (place = done)));
    let flushed = false;
    const flushing = drafts.flush().then(() => (flushed = true));
    await new Promise((later) => setTimeout(later, 20));
    expect(asked.mock.calls.map(([command]) => command)).toEqual(['place_person']);
    expect(flushed, 'the flush waits for the save').toBe(false);
    place({ touched: [], saved_at: '' });
    await flushing;
  });

  it('is saved when the map is left', async () => {
    const { asks, unmount, user } = open();
    leila().focus();
    await user.keyboard('{ArrowRight}');
    unmount();
    await vi.waitFor(() => expect(asks('place_person')).toHaveLength(1));
  });
});

describe('the handle of a tie', () => {
  const press = { button: 0, pointerId: 1, clientX: 100, clientY: 100 };

  async function handle() {
    const stage = open();
    leila().focus();
    await stage.user.keyboard('{Enter}');
    beneath = [screen.getByLabelText(/^Gareth, /u)];
    return { ...stage, handle: screen.getByLabelText('Draw a tie from Leila') };
  }

  it('asks for the other person when it is only clicked', async () => {
    const { asks, handle: grip } = await handle();
    await fireEvent.pointerDown(grip, press);
    await fireEvent.pointerMove(grip, { ...press, clientX: 102 });
    await fireEvent.pointerUp(grip, { ...press, clientX: 102 });
    expect(screen.getByLabelText('With whom? Type a name', { selector: 'input' })).toHaveFocus();
    expect(asks('draw_tie')).toEqual([]);
  });

  it('draws a tie to the person at which its pointer is released', async () => {
    const { asks, handle: grip } = await handle();
    await fireEvent.pointerDown(grip, press);
    await fireEvent.pointerMove(grip, { ...press, clientX: 140 });
    await fireEvent.pointerUp(grip, { ...press, pointerId: 2 });
    expect(asks('draw_tie'), 'the release of another finger draws no tie').toEqual([]);
    await fireEvent.pointerUp(grip, { ...press, clientX: 140 });
    await vi.waitFor(() => expect(asks('draw_tie')).toMatchObject([{ tie: { one: 'p02', other: 'p01' } }]));
  });
});

describe('an enlarged drawing', () => {
  const inSight = (person: string) => {
    const [x = 0, y = 0, width = 0, height = 0] = svg().getAttribute('viewBox')!.split(' ').map(Number);
    const node = document.querySelector(`[data-person="${person}"] .node`)!;
    const of = (name: string) => Number(node.getAttribute(name) ?? 0);
    // The path of an outline with corners begins at a corner.
    const [, cornerX = 0, cornerY = 0] =
      /^M(\S+) ([^L]+)/u.exec(node.getAttribute('d') ?? '')?.map(Number) ?? [];
    const at = {
      x: of('cx') + of('x') + of('width') / 2 + cornerX,
      y: of('cy') + of('y') + of('height') / 2 + cornerY,
    };
    return at.x > x && at.x < x + width && at.y > y && at.y < y + height;
  };

  it('scrolls to a person whom the keyboard focuses or moves', async () => {
    const { user } = open();
    const larger = screen.getByLabelText('Zoom in');
    for (let steps = 0; steps < 6; steps += 1) await user.click(larger);
    leila().focus();
    await user.keyboard('{End}');
    const last = document.activeElement!.getAttribute('data-person')!;
    expect(inSight(last), 'the drawing scrolls to a person far from the middle').toBe(true);
    expect(inSight('p02'), 'Leila is out of sight').toBe(false);
    for (let steps = 0; steps < 12; steps += 1) await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect(inSight(last), 'the drawing scrolls to the person who was moved to the other side').toBe(true);
  });

  it('pans with Alt and the arrow keys without moving anybody', async () => {
    const { asks, user } = open();
    await user.click(screen.getByLabelText('Zoom in'));
    leila().focus();
    const before = svg().getAttribute('viewBox');
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(svg().getAttribute('viewBox')).not.toBe(before);
    await drafts.flush();
    expect(asks('place_person')).toEqual([]);
  });
});

describe('text typed about one person', () => {
  const tap = { button: 0, buttons: 1, pointerId: 1, pointerType: 'touch', clientX: 10, clientY: 10 };
  const gareth = () => screen.getByLabelText(/^Gareth, /u);

  async function typing() {
    const stage = open();
    leila().focus();
    await stage.user.keyboard('{Enter}');
    const panel = screen.getByRole('complementary');
    const field = panel.querySelector('textarea')!;
    await stage.user.type(field, 'she calls on Sundays');
    return { ...stage, field };
  }

  /** The person of each change, and the new value. */
  const saved = (asks: (command: string) => unknown[]) =>
    (asks('edit_person') as { person: Record<string, unknown> }[]).map(({ person }) => [
      person.id,
      Object.values(person).some((value) => String(value).endsWith('she calls on Sundays')),
    ]);

  it('is saved for her when another person is tapped while the field has the focus', async () => {
    const { asks } = await typing();
    await fireEvent.pointerDown(gareth(), tap);
    await fireEvent.pointerUp(gareth(), tap);
    expect(screen.getByLabelText('About Gareth')).toBeVisible();
    await vi.waitFor(() => expect(saved(asks)).toEqual([['p02', true]]));
  });

  it('is saved for her when the paper or Escape is pressed', async () => {
    const { asks, field, user } = await typing();
    await fireEvent.pointerDown(svg(), tap);
    await fireEvent.pointerUp(svg(), tap);
    expect(field).not.toBeInTheDocument();
    await vi.waitFor(() => expect(saved(asks)).toEqual([['p02', true]]));

    leila().focus();
    await user.keyboard('{Enter}');
    await user.type(screen.getByRole('complementary').querySelector('textarea')!, '!{Escape}');
    await vi.waitFor(() => expect(saved(asks)).toHaveLength(2));
    expect(saved(asks)[1]?.[0], 'Escape saves the text for Leila').toBe('p02');
  });

  it('keeps its panel open when a text selection ends over another person', async () => {
    const { field } = await typing();
    const ellis = screen.getByRole('button', { name: /^Ellis/u });
    for (const person of [gareth(), ellis]) {
      await fireEvent.pointerDown(field, tap);
      await fireEvent.pointerUp(person, tap);
      expect(screen.getByLabelText('About Leila'), 'the panel stays at Leila').toBeVisible();
    }
  });
});

describe('two fingers on two people', () => {
  const first = { button: 0, buttons: 1, pointerId: 1, pointerType: 'touch', isPrimary: true };
  const second = { ...first, pointerId: 2, isPrimary: false };

  it('drag and choose nobody', async () => {
    const { asks } = open();
    const gareth = screen.getByLabelText(/^Gareth, /u);
    beneath = [svg()];
    await fireEvent.pointerDown(leila(), { ...first, clientX: 10, clientY: 10 });
    await fireEvent.pointerDown(gareth, { ...second, clientX: 90, clientY: 90 });
    await fireEvent.pointerMove(leila(), { ...first, clientX: 50, clientY: 50 });
    await fireEvent.pointerUp(svg(), { ...first, clientX: 50, clientY: 50 });
    await fireEvent.pointerUp(svg(), { ...second, clientX: 90, clientY: 90 });
    expect(asks('place_person')).toEqual([]);
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
  });

  it('do not end a drag that the first one began', async () => {
    const { asks } = open();
    const gareth = screen.getByLabelText(/^Gareth, /u);
    beneath = [svg()];
    await fireEvent.pointerDown(leila(), { ...first, clientX: 10, clientY: 10 });
    await fireEvent.pointerMove(leila(), { ...first, clientX: 50, clientY: 50 });
    await fireEvent.pointerDown(gareth, { ...second, clientX: 90, clientY: 90 });
    await fireEvent.pointerUp(gareth, { ...second, clientX: 90, clientY: 90 });
    await fireEvent.pointerUp(leila(), { ...first, clientX: 50, clientY: 50 });
    await vi.waitFor(() => expect(asks('place_person')).toMatchObject([{ person: 'p02' }]));
    expect(screen.queryByRole('complementary'), 'no panel is open').not.toBeInTheDocument();
  });
});

describe('a note', () => {
  it('moves by keys from its stored place in one change', async () => {
    const { asks, user } = open();
    screen.getByLabelText(/^Note: Quiet/u).focus();
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}{ArrowLeft}');
    expect(asks('move_map_note'), 'nothing is saved before the pause').toEqual([]);
    await drafts.flush();
    const [moved, ...more] = asks('move_map_note') as { angle: number; distance: number }[];
    expect(more).toEqual([]);
    expect(moved?.angle).toBeCloseTo(330, 0);
    expect(moved?.distance).toBeCloseTo(0.5, 2);
  });
});

describe('closing the details', () => {
  it('returns the focus to the button of the tray that opened them', async () => {
    const { user } = open();
    const ellis = screen.getByRole('button', { name: /^Ellis/u });
    ellis.focus();
    await user.keyboard('{Enter}');
    screen.getByLabelText('Close details').focus();
    await user.keyboard('{Enter}');
    await vi.waitFor(() => expect(ellis).toHaveFocus());
  });

  it('returns the focus to the row of the table that opened them', async () => {
    const { user } = open();
    await user.click(screen.getByLabelText('Table'));
    const row = document.querySelector<HTMLElement>('[data-opens="p02"]')!;
    row.focus();
    await user.keyboard('{Enter}');
    document.querySelector<HTMLElement>('aside button')!.focus();
    await user.keyboard('{Escape}');
    await vi.waitFor(() => expect(row).toHaveFocus());
  });
});

describe('removing a note', () => {
  it('leaves the focus on the drawing', async () => {
    const { asks, user } = open();
    screen.getByLabelText(/^Note: Quiet/u).focus();
    await user.keyboard('{Delete}');
    expect(asks('drop_map_note')).toHaveLength(1);
    expect(svg()).toHaveFocus();
  });

  it('leaves the focus on the drawing when the note had it', async () => {
    const { user } = open();
    screen.getByLabelText(/^Note: Quiet/u).focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByText('Take off the map'));
    await vi.waitFor(() => expect(svg()).toHaveFocus());
  });

  it('moves the focus to the next button of the table', async () => {
    const { user } = open();
    await user.click(screen.getByLabelText('Table'));
    await user.click(screen.getByLabelText('Take off the note Quiet'));
    await vi.waitFor(() => expect(screen.getByText('Put a note').closest('button')).toHaveFocus());
  });
});

describe('the dialog of a note', () => {
  it('returns the focus to the note', async () => {
    const { user } = open();
    const note = screen.getByLabelText(/^Note: Quiet/u);
    note.focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByText('Cancel'));
    await vi.waitFor(() => expect(note).toHaveFocus());
  });
});

describe('removing the focused item', () => {
  it('removes one person for each press, however long the key is held', async () => {
    const { asks } = open();
    leila().focus();
    await fireEvent.keyDown(leila(), { key: 'Delete', repeat: true });
    expect(asks('unplace_person')).toEqual([]);
    await fireEvent.keyDown(leila(), { key: 'Delete' });
    expect(asks('unplace_person')).toHaveLength(1);
  });

  it('keeps the focus on the button that puts the person on the map again', async () => {
    const { asks, user } = open();
    leila().focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByText('Put back in the tray'));
    const again = screen.getByText('Put on the map').closest('button');
    expect(again).toHaveFocus();
    await user.keyboard('{Enter}');
    await vi.waitFor(() => expect(asks('place_person')).toHaveLength(1));
  });

  it('moves the focus from a tie to the button that adds one', async () => {
    const { asks, user } = open();
    leila().focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByLabelText(/^Take off the tie/u));
    expect(asks('drop_tie')).toHaveLength(1);
    await vi.waitFor(() => expect(screen.getByText('Tie to…').closest('button')).toHaveFocus());
  });

  it('moves the focus from a removed person to the field for the next name', async () => {
    const { user, rerender } = open();
    leila().focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByText('Remove person'));
    await user.click(document.querySelector('dialog button[type=submit]')!);
    const view = drawn();
    const people = view.course.people!.filter(({ id }) => id !== 'p02');
    const positions = view.map.positions.filter(({ person_id }) => person_id !== 'p02');
    await rerender({
      view: { ...view, course: { ...view.course, people }, map: { ...view.map, positions } },
    });
    await vi.waitFor(() => expect(screen.getByLabelText('Add person')).toHaveFocus());
  });
});

describe('the table', () => {
  it('keeps a person in the same row when they go to the tray', async () => {
    const { user } = open();
    await user.click(screen.getByLabelText('Table'));
    const rows = () =>
      Array.from(document.querySelectorAll('[data-opens]'), (it) => it.getAttribute('data-opens'));
    const before = rows();
    const closeness = screen.getByLabelText('Closeness of Leila');
    closeness.focus();
    await user.selectOptions(closeness, 'in the tray');
    expect(rows()).toEqual(before);
    expect(closeness).toHaveFocus();
  });

  it('applies the filter to the tray too, and says how many people are hidden', async () => {
    const { user } = open();
    await user.click(screen.getByLabelText('Table'));
    expect(screen.getByLabelText('Details of Ellis')).toBeVisible();
    await user.selectOptions(screen.getByLabelText('Who is shown'), 'focus');
    expect(screen.queryByLabelText('Details of Ellis')).not.toBeInTheDocument();
    expect(screen.getByText('13 people not shown')).toBeVisible();
  });

  it('explains a direction while the typed text is not one', async () => {
    const { asks, user } = open();
    await user.click(screen.getByLabelText('Table'));
    const degrees = screen.getByLabelText('Direction (°) of Leila');
    await user.clear(degrees);
    await user.type(degrees, 'north{Tab}');
    expect(screen.getByRole('alert')).toHaveTextContent('A number, 0 to 359');
    expect(asks('place_person')).toEqual([]);
    await user.clear(degrees);
    await user.type(degrees, '350{Tab}');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(asks('place_person')).toMatchObject([{ person: 'p02', angle: 350 }]);
  });

  it('shows the direction between 0 and 359 after a whole turn more was typed', async () => {
    const { asks, user } = open();
    await user.click(screen.getByLabelText('Table'));
    const degrees = screen.getByLabelText('Direction (°) of Leila');
    const before = (degrees as HTMLInputElement).value;
    await user.clear(degrees);
    await user.type(degrees, `${Number(before) + 360}{Tab}`);
    expect(asks('place_person'), 'a direction and a whole turn are the same direction').toMatchObject([
      { angle: Number(before) },
    ]);
    expect(degrees).toHaveValue(before);
  });
});

it('keys work with Caps Lock', async () => {
  const { user } = open();
  leila().focus();
  await user.keyboard('T');
  expect(screen.getByLabelText('With whom? Type a name', { selector: 'input' })).toHaveFocus();
  await user.keyboard('{Escape}');
  leila().focus();
  await user.keyboard('N');
  expect(screen.getByLabelText('Add person')).toHaveFocus();
});

it('the panel clears answers about wishes and confidence', async () => {
  const { asks, user } = open();
  leila().focus();
  await user.keyboard('{Enter}');
  await user.click(screen.getByLabelText('Confides in them: not said'));
  expect(asks('edit_person')).toMatchObject([{ person: { id: 'p02', confides: null } }]);
  expect(document.activeElement, 'the focus stays at the question').toHaveAttribute('type', 'radio');
});
