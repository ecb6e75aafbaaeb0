import { expect, test } from 'vitest';
import type { ClientView, FormatOffer } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { planFields, PlanForm, sessionDays, type PlanFields } from './planForm.svelte';

const standard: FormatOffer = {
  id: 'ipt-16',
  least: 16,
  usual: 16,
  ceiling: 20,
  bounds: null,
  mid_review_at: 8,
  cadence: 'weekly',
  minutes: [50, 50],
};
const someone: ClientView = {
  id: 'c',
  client: { id: 'x', code: 'C-001' },
  archived: false,
  courses: [],
  current: null,
  flags: [],
  checks: [],
};

const shorter: FormatOffer = { ...standard, id: 'ipt-12', least: 12, usual: 12, ceiling: 16 };

function form(typed: Partial<PlanFields> = {}, format = standard): PlanForm {
  const fields = $state({ ...planFields('2026-01-13', format), ...typed });
  return new PlanForm(fields, () => [format, shorter]);
}

test('sixteen weeks end fifteen weeks after the first', () => {
  expect(form().end, 'the course ends fifteen weeks after its start').toBe('2026-04-28');
});

test('a break adds a week', () => {
  const made = form();
  made.addBreak('2026-02-24');
  expect(made.end, 'the course ends a week later').toBe('2026-05-05');
});

test('a break on no day of the series is shown, not sent, and counts again when its day is back', () => {
  const made = form();
  made.addBreak('2026-02-24');
  made.fields.start = '2026-01-14';
  expect(made.fields.breaks, 'it is kept').toEqual(['2026-02-24']);
  expect(made.offSeries, 'Tuesdays are no Wednesdays').toEqual(['2026-02-24']);
  expect(made.plan(someone).planned_breaks, 'the program would refuse it').toEqual([]);
  expect(made.end, 'it adds no week').toBe('2026-04-29');
  made.fields.start = '2026-01-13';
  expect([made.offSeries, made.end], 'as before').toEqual([[], '2026-05-05']);
  expect(made.plan(someone).planned_breaks, 'sent').toEqual(['2026-02-24']);
});

test.each([2, null])('a number typed as far as %j changes no break', (typed) => {
  const made = form();
  made.addBreak('2026-02-24');
  made.addBreak('2026-04-14');
  made.fields.sessions = typed;
  expect([made.fields.breaks.length, made.offSeries], 'nothing is said of them yet').toEqual([2, []]);
  made.fields.sessions = 20;
  expect([made.offSeries, made.end], 'both count').toEqual([[], '2026-06-09']);
});

test('another format keeps the breaks', () => {
  const made = form();
  made.addBreak('2026-02-24');
  made.choose(shorter);
  expect([made.fields.breaks, made.end], 'thirteen weeks').toEqual([['2026-02-24'], '2026-04-07']);
});

test.each([15, 21, 16.5, null])('%j sessions do not fit the format', (sessions) => {
  const made = form({ sessions });
  expect(made.ready, 'the bounds are 16 to 20').toBe(false);
  expect(made.end, 'and no end is promised').toBeNull();
});

test.each(['', '2026-02-31x', 'tomorrow'])('%j is no first day', (start) => {
  const made = form({ start });
  expect(made.ready, 'a day is needed').toBe(false);
});

test('a course on the 31st uses the last day of shorter months', () => {
  expect(sessionDays('2026-01-31', 'monthly', 3), 'February has 28 days').toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
  ]);
});

test('a fortnight is fourteen days, also when the clocks change', () => {
  expect(sessionDays('2026-03-20', 'fortnightly', 2), 'a fortnight is fourteen calendar days').toEqual([
    '2026-03-20',
    '2026-04-03',
  ]);
});

test('maintenance carries the focus of the last course over', () => {
  const { glance } = sampleView(6);
  const before: ClientView = { ...someone, courses: [{ id: 'first', glance }] };
  const made = form({}, { ...standard, id: 'ipt-m' });
  expect(made.plan(before).carried_focus?.area, 'the same focus').toBe('transition');
  expect(form().plan(before).carried_focus, 'a new course agrees its own').toBeNull();
});
