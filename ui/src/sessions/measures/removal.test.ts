import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CourseView } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import SessionPage from '../page/SessionPage.svelte';
import { instant } from '../../test-support/instant';

let asked: [string, unknown][];

beforeEach(() => {
  asked = [];
  mockIPC((command, payload) => {
    asked.push([command, payload]);
    return command === 'load_drafts' ? [] : { touched: [], saved_at: '' };
  });
});

afterEach(clearMocks);

const removed = () => asked.filter(([command]) => command === 'remove_measure').map(([, payload]) => payload);
const recorded = () => asked.filter(([command]) => command === 'record_measure');

/** The page of session 2, not signed, after six sessions. */
function open(change: (view: CourseView) => void = () => undefined) {
  const view = sampleView(6);
  for (const session of view.course.sessions ?? []) delete session.locked_at;
  change(view);
  const slot = view.course.slots.find(({ id }) => id === 'slot-2')!;
  render(SessionPage, { view, slot, today: '2026-03-01', onopen: () => undefined });
  return view;
}

const sheetId = (view: CourseView, instrument: string) =>
  view.course.measures!.find((one) => one.instrument === instrument && one.session_number === 2)!.id;

async function empty(name: string, questions: number) {
  const user = userEvent.setup();
  const sheet = screen.getByRole('group', { name });
  const [first] = within(sheet).getAllByRole('radio');
  first!.focus();
  // Each clears one answer and goes to the next question.
  await user.keyboard('{Delete}'.repeat(questions));
  (document.activeElement as HTMLElement).blur();
}

test('a questionnaire that was emptied is removed', async () => {
  const view = open();
  await empty('PHQ-9', 10);
  await vi.waitFor(() => expect(removed()).toHaveLength(1));
  expect(removed()[0]).toEqual({ courseId: 'course-1', measure: sheetId(view, 'PHQ-9'), reason: null });
  expect(recorded(), 'an empty sheet is no record').toEqual([]);
});

test('an emptied questionnaire that may have been acted on is struck out with a reason', async () => {
  const user = userEvent.setup();
  const view = open((view) => {
    view.scores = view.scores.map((score) => ({ ...score, removal_needs_reason: true }));
  });
  await empty('PHQ-9', 10);
  const field = await screen.findByRole('textbox', { name: 'Why is PHQ-9 struck out?' });
  expect(removed(), 'nothing is removed without a reason').toEqual([]);
  await user.type(field, 'of another client');
  await user.click(screen.getByRole('button', { name: 'Strike out' }));
  await vi.waitFor(() => expect(removed()).toHaveLength(1));
  expect(removed()[0]).toMatchObject({ measure: sheetId(view, 'PHQ-9'), reason: 'of another client' });
});

test('mood is taken back with the key that takes back an answer', async () => {
  const user = userEvent.setup();
  const view = open();
  const mood = screen.getByRole('group', { name: 'Mood 0 to 10' });
  within(mood).getByRole<HTMLInputElement>('radio', { checked: true }).focus();
  await user.keyboard('{Backspace}');
  await vi.waitFor(() => expect(removed()).toHaveLength(1));
  expect(removed()[0]).toMatchObject({ measure: sheetId(view, 'MOOD-0-10'), reason: null });
});

test('a total from paper is removed when its field is emptied', async () => {
  const user = userEvent.setup();
  open((view) => {
    const [first] = view.course.measures!;
    view.course.measures!.push({
      ...first!,
      id: 'wsas',
      instrument: 'WSAS',
      session_number: 2,
      total: 20,
      items: null,
    });
  });
  await user.click(screen.getByRole('radio', { name: 'WSAS' }));
  const total = screen.getByRole('spinbutton');
  await user.clear(total);
  await user.keyboard('{Enter}');
  await vi.waitFor(() => expect(removed()).toHaveLength(1));
  expect(removed()[0]).toMatchObject({ measure: 'wsas', reason: null });
});

test('a total without the question on work is recorded as that', async () => {
  const user = userEvent.setup();
  open();
  await user.click(screen.getByRole('radio', { name: 'WSAS' }));
  await user.type(screen.getByRole('spinbutton'), '33');
  const record = screen.getByRole('button', { name: 'Record WSAS' });
  const noWork = screen.getByRole('checkbox', { name: 'The question on work does not apply' });
  await user.click(noWork);
  expect(record, '32 is the highest total without the question on work').toBeDisabled();
  await user.clear(screen.getByRole('spinbutton'));
  await user.type(screen.getByRole('spinbutton'), '12');
  await user.click(record);
  await vi.waitFor(() => expect(recorded()).toHaveLength(1));
  expect(recorded()[0]?.[1]).toMatchObject({ entry: { total: 12, work_not_applicable: true } });
});

test('a sheet of a signed note can be struck out, and is shown as such', async () => {
  const user = userEvent.setup();
  const view = open((view) => {
    for (const session of view.course.sessions ?? []) session.locked_at = instant('2026-01-20T12:00:00Z');
    view.scores = view.scores.map((score) => ({ ...score, removal_needs_reason: true }));
    const sheet = view.course.measures!.find(
      (one) => one.instrument === 'PHQ-9' && one.session_number === 2,
    )!;
    view.course.measures!.push({ ...sheet, id: 'struck', struck_reason: 'misread' });
    const { date } = sheet;
    const own = { instrument: 'PHQ-9', name: 'PHQ-9', date, slot: 'slot-2', number: 2, prorated: false };
    view.struck_sheets.push({ ...own, id: 'struck', total: 24, item9: 1, risk_item: 9, reason: 'misread' });
  });
  const struck = 'PHQ-9, 20 January 2026: 24. Struck out: misread';
  expect(screen.getByText(struck), 'what was struck out before').toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Strike out PHQ-9 …' }));
  await user.type(screen.getByRole('textbox', { name: 'Why is PHQ-9 struck out?' }), 'typed twice');
  await user.click(screen.getByRole('button', { name: 'Strike out' }));
  await vi.waitFor(() => expect(removed()).toHaveLength(1));
  expect(removed()[0]).toMatchObject({ measure: sheetId(view, 'PHQ-9'), reason: 'typed twice' });
});
