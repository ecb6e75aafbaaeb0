import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import {
  drafts,
  type ClientCheck,
  type ClientView,
  type CourseView,
  type OpenFlag,
  type RiskFlag,
} from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { askedOf, checkKey, emptyEntry, flagKey, unreachable } from './entry';
import NewRiskEntry from './NewRiskEntry.svelte';
import RiskStrip from './RiskStrip.svelte';

const grave: RiskFlag = {
  measure: 'm-grave',
  instrument: 'PHQ-9',
  item: 9,
  date: '2026-01-20',
  slot: 'slot-2',
  number: 2,
  shares_session: false,
  item9: 3,
  changed: false,
  answer_now: 3,
  level: 'red',
  rise: true,
  open: true,
  review: null,
  reviewed_for: null,
};

/** A sheet that came by post: of no session. */
const byPost: RiskFlag = {
  ...grave,
  measure: 'm-post',
  instrument: 'PHQ-9',
  item: 9,
  date: '2026-01-23',
  slot: null,
  number: null,
  item9: 1,
  answer_now: 1,
  level: 'amber',
  rise: false,
};

const view = sampleView(6);
const earlier = 'course-0';

function listen() {
  const sent: { course: string; review: Record<string, unknown> }[] = [];
  mockIPC((cmd, args) => {
    if (cmd === 'save_risk_review') {
      const { courseId, review } = args as { courseId: string; review: Record<string, unknown> };
      sent.push({ course: courseId, review });
    }
    if (cmd === 'crisis_numbers') return ['Night line 0800 000 000'];
    return cmd === 'load_drafts' ? [] : { touched: ['risk_review'], saved_at: '' };
  });
  return sent;
}

interface Part {
  checks?: ClientCheck[];
  here?: string;
  below?: string;
  contact?: boolean;
}

/** The strip over the sample course, with flags of it or of an earlier course. */
function open(flags: (RiskFlag | OpenFlag)[], { checks = [], here, below, contact = false }: Part = {}) {
  const sent = listen();
  const client: ClientView = {
    id: view.client_id,
    client: {
      ...view.course.client,
      emergency_contact: contact ? { name: 'Mira', relation: 'sister', phone: '07700 900123' } : null,
    },
    archived: false,
    courses: [
      { id: earlier, glance: { ...view.glance, pips: [{ ...view.glance.pips[0]!, date: '2024-03-05' }] } },
      { id: view.id, glance: view.glance },
    ],
    current: view.id,
    flags: flags.map((flag) => ('flag' in flag ? flag : ofCourse(view.id, flag))),
    checks,
  };
  const page = render(RiskStrip, { client, view, today: '2026-02-20', here, below });
  return { sent, page };
}

function ofCourse(course_id: string, flag: RiskFlag): OpenFlag {
  return { client_id: view.client_id, course_id, name: 'Client', flag };
}

/** The entry of its own, with these flags open. */
function openEntry(flags: RiskFlag[], slotId?: string) {
  const sent = listen();
  const shown: CourseView = { ...view, flags };
  const slot = view.course.slots.find((one) => one.id === slotId) ?? null;
  render(NewRiskEntry, { view: shown, today: '2026-02-20', slot });
  return sent;
}

const text = () => screen.getByLabelText('What was asked, what was said, what was done');

afterEach(() => {
  cleanup();
  drafts.forget();
  clearMocks();
});

describe('an open flag', () => {
  it('is answered where it is shown, though its sheet is of no session', async () => {
    const { sent } = open([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    const button = screen.getByRole('button', { name: 'Reviewed' });
    expect((button as HTMLButtonElement).disabled, 'nothing is written yet').toBe(true);
    await userEvent.type(text(), 'Asked by telephone. Passing thoughts, no plan.');
    await userEvent.click(screen.getByRole('radio', { name: 'Asked' }));
    await userEvent.click(button);
    expect(sent, 'one entry, of today, for this answer').toEqual([
      {
        course: view.id,
        review: {
          slot: null,
          date: '2026-02-20',
          time: null,
          asked: true,
          thoughts: 'Asked by telephone. Passing thoughts, no plan.',
          covers: [{ measure: 'm-post', item9: 1 }],
          check_on: null,
          closes: false,
          acknowledged: true,
        },
      },
    ]);
  });

  it('is not said to have been asked about where nobody said so', async () => {
    const { sent } = open([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    await userEvent.type(text(), 'Rang twice, no answer.');
    await userEvent.click(screen.getByRole('radio', { name: 'Not asked' }));
    const warning = 'The flag is then answered, though nobody asked. Say why in the text.';
    expect(screen.getByText(warning), 'that is said before it is kept').toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Suicide and self-harm: not said' }));
    await userEvent.click(screen.getByRole('button', { name: 'Reviewed' }));
    expect(sent[0]?.review.asked, 'neither asked nor not asked').toBeNull();
  });

  it('takes a ticked box of an earlier version for asked, and an empty one for unsaid', () => {
    const stored = (asked: boolean) => askedOf({ ...emptyEntry('2026-02-20'), asked });
    expect([stored(true), stored(false)]).toEqual([true, null]);
  });

  it('is answered alone: another stays open unless it is named', async () => {
    const { sent } = open([grave, byPost]);
    const [, less] = screen.getAllByRole('button', { name: 'Write what was asked and said' });
    await userEvent.click(less!);
    await userEvent.type(text(), 'Asked.');
    const names = [
      'Answers PHQ-9 item 9 of 20 January 2026: 3',
      'Answers PHQ-9 item 9 of 23 January 2026: 1',
    ];
    const checked = names.map((name) => screen.getByRole<HTMLInputElement>('checkbox', { name }).checked);
    expect(checked, 'only the one it was begun for').toEqual([false, true]);
    await userEvent.click(screen.getByRole('checkbox', { name: names[0]! }));
    await userEvent.click(screen.getByRole('button', { name: 'Reviewed' }));
    expect(sent[0]?.review.covers, 'named by the therapist').toEqual([
      { measure: 'm-grave', item9: 3 },
      { measure: 'm-post', item9: 1 },
    ]);
  });

  it('says that it was reviewed for a lower answer', () => {
    open([{ ...grave, reviewed_for: 1 }]);
    expect(screen.getByText('Reviewed when it was 1, not for the higher answer.')).toBeTruthy();
  });

  it('is not answered by a text that was begun for a lower answer', async () => {
    const { page } = open([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    await userEvent.type(text(), 'Passing thoughts.');
    page.unmount();
    const { sent } = open([{ ...byPost, item9: 3, level: 'red' }]);
    const named = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Answers PHQ-9 item 9 of 23 January 2026: 3',
    });
    expect(named.checked, 'nobody was asked about the 3').toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Keep risk entry' }));
    expect(sent[0]?.review.covers, 'so it is an entry and no answer').toEqual([]);
  });

  it('keeps what was written when another page is looked at', async () => {
    const { page } = open([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    await userEvent.type(text(), 'Asked by');
    page.unmount();
    open([byPost]);
    expect((text() as HTMLTextAreaElement).value, 'the text is back').toBe('Asked by');
  });
});

describe('the strip above the pages of a client', () => {
  it('is not there while nothing is open', () => {
    open([], { contact: true });
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('says what was answered, where and when, and whom to ring', () => {
    open([grave], { contact: true });
    const strip = within(screen.getByRole('region', { name: 'Answers to ask about' }));
    expect(strip.getByText('Item 9 is 3. Ask now; note the outcome and the plan.')).toBeTruthy();
    expect(strip.getByText('PHQ-9 of session 2, 20 January 2026')).toBeTruthy();
    expect(strip.getByText('higher than last time')).toBeTruthy();
    expect(strip.getByText('Emergency contact: Mira, sister, 07700 900123')).toBeTruthy();
    expect(strip.queryByText(/^Course from/u), 'it is the course on screen').toBeNull();
  });

  it('names the course of a flag of another course, and answers it there', async () => {
    const { sent } = open([ofCourse(earlier, grave), byPost]);
    expect(screen.getByText('Course from 5 March 2024'), 'once').toBeTruthy();
    await userEvent.click(screen.getAllByRole('button', { name: 'Write what was asked and said' })[0]!);
    expect(screen.getAllByRole('checkbox'), 'no flag of this course').toHaveLength(1);
    await userEvent.type(text(), 'Asked.');
    await userEvent.click(screen.getByRole('button', { name: 'Reviewed' }));
    expect(sent).toMatchObject([{ course: earlier, review: { covers: [{ measure: 'm-grave', item9: 3 }] } }]);
  });

  it('leaves a flag to the page that answers it under its questionnaire', () => {
    open([grave], { here: 'slot-2', below: 'm-grave' });
    const write = screen.queryByRole('button', { name: 'Write what was asked and said' });
    expect(write, 'one place to write').toBeNull();
    expect(screen.getByText('Answered on this page, under the questionnaire.')).toBeTruthy();
  });

  it('puts an entry of the day of the session on screen into that session', async () => {
    const { sent } = open([byPost], { here: 'slot-2' });
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    await userEvent.type(text(), 'Asked.');
    const day = screen.getByLabelText<HTMLInputElement>('Day of the conversation');
    await userEvent.clear(day);
    await userEvent.type(day, view.course.slots.find((slot) => slot.id === 'slot-2')!.date);
    await userEvent.click(screen.getByRole('button', { name: 'Reviewed' }));
    expect(sent[0]?.review.slot).toBe('slot-2');
  });

  it('says that an answer was changed after it was kept', () => {
    open([{ ...grave, changed: true, answer_now: null, rise: false }]);
    expect(
      screen.getByText('Item 9 was 3 and has no answer now. Ask, and note why it was changed.'),
    ).toBeTruthy();
  });
});

const due = (course_id: string, on: string, state: ClientCheck['check']['due']): ClientCheck => ({
  client_id: view.client_id,
  course_id,
  name: 'Client',
  check: { on, due: state },
});

describe('a day to ask again', () => {
  it('stands in the strip though no flag is open, and says when it is overdue', () => {
    open([], { checks: [due(view.id, '2026-02-19', 'overdue'), due(earlier, '2026-03-12', 'later')] });
    const strip = within(screen.getByRole('region', { name: 'Days to ask again' }));
    expect(strip.getByText('The day to ask again was 19 February 2026; no entry names another')).toBeTruthy();
    expect(strip.getByText('Ask again on 12 March 2026'), 'of another course').toBeTruthy();
    expect(strip.getByText('Course from 5 March 2024')).toBeTruthy();
    expect(strip.getByText(/^Last entry/u), 'of the course on screen').toBeTruthy();
  });

  it('is answered where it is shown: by another day, or by closing it with a reason', async () => {
    const { sent } = open([], { checks: [due(earlier, '2026-02-19', 'overdue')] });
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    expect(screen.getByText(/stays until an entry says otherwise/u), 'while nobody says more').toBeTruthy();
    await userEvent.type(text(), 'Moved in with her sister.');
    await userEvent.click(screen.getByRole('radio', { name: 'Ask again on a day' }));
    const keep = screen.getByRole<HTMLButtonElement>('button', { name: 'Keep risk entry' });
    expect(keep.disabled, 'the day is not said yet').toBe(true);
    await userEvent.type(screen.getByLabelText('Ask again on'), '2026-02-27');
    await userEvent.click(keep);
    expect(sent[0], 'in its own course').toMatchObject({
      course: earlier,
      review: { check_on: '2026-02-27', closes: false, covers: [] },
    });
  });

  it('is no longer named by an entry that closes the thread', async () => {
    const { sent } = open([], { checks: [due(view.id, '2026-02-19', 'overdue')] });
    await userEvent.click(screen.getByRole('button', { name: 'Write what was asked and said' }));
    await userEvent.type(text(), 'Moved in with her sister.');
    await userEvent.click(screen.getByRole('radio', { name: 'Ask again on a day' }));
    await userEvent.type(screen.getByLabelText('Ask again on'), '2026-02-27');
    await userEvent.click(screen.getByRole('radio', { name: 'Nothing more to ask' }));
    await userEvent.click(screen.getByRole('button', { name: 'Keep risk entry' }));
    expect(sent[0]?.review).toMatchObject({ check_on: null, closes: true });
  });
});

describe('help and contacts', () => {
  it('are one press away: the plan, the emergency contact, the numbers of the therapist', async () => {
    open([grave]);
    await userEvent.click(screen.getByRole('button', { name: 'Crisis numbers' }));
    expect(await screen.findByText('Night line 0800 000 000')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await userEvent.click(screen.getByRole('button', { name: 'Safety plan' }));
    expect(
      screen.getByText('This course has no safety plan yet. Write it with the client, in their words.'),
    ).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await userEvent.click(screen.getByRole('button', { name: 'Emergency contact' }));
    expect(screen.getByRole('dialog', { name: 'Emergency contact' })).toBeTruthy();
  });
});

describe('an entry that was begun', () => {
  it('is found again when its flag or its day is gone, and only then', () => {
    const own = flagKey(view.id, byPost);
    const keys = [own, checkKey(view.id), `course/${view.id}/slot/slot-2/risk-flag`];
    const others = [
      'course/other/risk-check',
      `course/${view.id}/slot/slot-2/risk`,
      'settings/crisis-numbers',
    ];
    const shown: CourseView = {
      ...view,
      flags: [byPost],
      risk_thread: { ...view.risk_thread, check_on: '2026-03-12' },
    };
    expect(unreachable(shown, [...keys, ...others]), 'the flag of slot 2 is gone').toEqual([keys[2]]);
    expect(unreachable(view, [...keys, ...others]), 'all are gone').toEqual(keys);
  });
});

it('keeps what is written about two sheets of one session apart', () => {
  const key = (measure: string) => flagKey('c', { slot: 's', measure, shares_session: true });
  expect(key('one')).not.toBe(key('two'));
  expect(flagKey('c', { slot: 's', measure: 'one', shares_session: false }), 'as stored before').toBe(
    'course/c/slot/s/risk-flag',
  );
});

describe('a risk entry of its own', () => {
  it('answers no flag and can be of any day and time', async () => {
    const sent = openEntry([byPost]);
    await userEvent.click(screen.getByRole('button', { name: 'Write a risk entry' }));
    await userEvent.type(text(), 'Her sister rang.');
    const day = screen.getByLabelText('Day of the conversation');
    await userEvent.clear(day);
    await userEvent.type(day, '2026-02-14');
    await userEvent.type(screen.getByLabelText('Time'), '21:40');
    await userEvent.click(screen.getByRole('button', { name: 'Keep risk entry' }));
    expect(sent, 'nothing is said to have been asked').toMatchObject([
      { review: { slot: null, date: '2026-02-14', time: '21:40', asked: null, covers: [] } },
    ]);
  });

  it('belongs to the session on whose page and day it is written', async () => {
    const sent = openEntry([], 'slot-2');
    await userEvent.click(screen.getByRole('button', { name: 'Write a risk entry' }));
    await userEvent.type(text(), 'Asked at the door.');
    const day = screen.getByLabelText<HTMLInputElement>('Day of the conversation');
    const held = view.course.slots.find((slot) => slot.id === 'slot-2')!.date;
    await userEvent.clear(day);
    await userEvent.type(day, held);
    await userEvent.click(screen.getByRole('button', { name: 'Keep risk entry' }));
    expect(sent[0]?.review.slot, 'the slot of that day').toBe('slot-2');
  });
});
