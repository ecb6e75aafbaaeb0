import { expect, test } from 'vitest';
import type { ClientView, FormatOffer } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { PlanForm, sessionDays } from './planForm.svelte';

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
};

function form(): PlanForm {
  const made = new PlanForm('2026-01-13');
  made.choose(standard);
  return made;
}

test('sixteen weeks end fifteen weeks after the first', () => {
  expect(form().end, 'the course ends fifteen weeks after its start').toBe('2026-04-28');
});

test('a break adds a week', () => {
  const made = form();
  made.addBreak('2026-02-24');
  expect(made.end, 'the course ends a week later').toBe('2026-05-05');
});

test('breaks stay only on days of the series', () => {
  const made = form();
  made.addBreak('2026-02-24');
  made.start = '2026-01-14';
  made.keepBreaks();
  expect(made.breaks, 'a break on a Tuesday goes when sessions are on Wednesdays').toEqual([]);
});

test.each([15, 21, 16.5, null])('%j sessions do not fit the format', (sessions) => {
  const made = form();
  made.sessions = sessions;
  expect(made.ready, 'only 16 to 20 sessions fit the format').toBe(false);
  expect(made.end, 'no end is shown').toBeNull();
});

test.each(['', '2026-02-31x', 'tomorrow'])('%j is no first day', (start) => {
  const made = form();
  made.start = start;
  expect(made.ready, 'a course without a first day cannot begin').toBe(false);
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
  const made = new PlanForm('2026-01-13');
  made.choose({ ...standard, id: 'ipt-m' });
  expect(made.plan(before).carried_focus?.area, 'the focus of the last course is carried over').toBe(
    'transition',
  );
  expect(form().plan(before).carried_focus, 'a new course carries no focus over').toBeNull();
});
