import { expect, test } from 'vitest';
import type { ClientRow } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { passesFilter, shown, type Order } from './clientRows';

const glance = sampleView(6).glance;

function row(
  name: string,
  change: Partial<NonNullable<ClientRow['glance']>> | null = {},
  archived = false,
  risk: ClientRow['risk'] = 'none',
): ClientRow {
  return {
    id: name,
    code: `C-${name}`,
    display_name: name,
    archived,
    fictional: false,
    course: change && name,
    glance: change && { ...glance, ...change },
    risk,
    unsigned: 0,
  };
}

const byName: Order = { column: 'name', falling: false };
const names = (rows: readonly ClientRow[], order: Order = byName, typed = '') =>
  shown(rows, 'active', typed, order).map((one) => one.id);

test('archived clients are shown only by their own filter', () => {
  const away = row('Away', {}, true);
  expect(passesFilter(away, 'archived'), 'in their own list').toBe(true);
  expect(passesFilter(away, 'active'), 'and in no other').toBe(false);
});

test('a client in the ending phase is active and ending soon', () => {
  const ending = row('Ending', { phase: 'ending' });
  expect([passesFilter(ending, 'active'), passesFilter(ending, 'ending')], 'both lists').toEqual([
    true,
    true,
  ]);
});

test('a concluded course is neither active nor ending', () => {
  const done = row('Done', { status: 'closed', phase: 'concluded' });
  expect(
    [passesFilter(done, 'active'), passesFilter(done, 'ending'), passesFilter(done, 'concluded')],
    'one list',
  ).toEqual([false, false, true]);
});

test('a client without a course is active', () => {
  expect(passesFilter(row('New', null), 'active'), 'not lost from the list').toBe(true);
});

test('codes are ordered by their numbers', () => {
  expect(names([row('C-10'), row('C-9')]), '9 before 10').toEqual(['C-9', 'C-10']);
});

test('clients without a value come last in both orders', () => {
  const rows = [row('None', { phq9: [] }), row('Low', { phq9: [17, 4] }), row('High', { phq9: [20] })];
  expect(names(rows, { column: 'phq9', falling: false }), 'rising').toEqual(['Low', 'High', 'None']);
  expect(names(rows, { column: 'phq9', falling: true }), 'falling').toEqual(['High', 'Low', 'None']);
});

test('the next session is ordered by day and time', () => {
  const at = (date: string, start_time: string) => ({ next: { slot: 's', date, start_time } });
  const rows = [
    row('Late', at('2026-02-17', '15:30')),
    row('Early', at('2026-02-17', '09:00')),
    row('None', { next: null }),
  ];
  expect(names(rows, { column: 'next', falling: false }), 'the hours of a day').toEqual([
    'Early',
    'Late',
    'None',
  ]);
});

test('names are found without their accents, and by code', () => {
  const rows = [row('Zoë'), row('Ruth')];
  expect(names(rows, byName, 'zoe'), 'accents').toEqual(['Zoë']);
  expect(names(rows, byName, 'c-ruth'), 'codes').toEqual(['Ruth']);
});

test('open flags come first in every order, the graver before the lesser', () => {
  const rows = [row('Anna'), row('Berta', {}, false, 'amber'), row('Clara', {}, false, 'red'), row('Dora')];
  expect(names(rows), 'rising').toEqual(['Clara', 'Berta', 'Anna', 'Dora']);
  expect(names(rows, { column: 'name', falling: true }), 'falling').toEqual([
    'Clara',
    'Berta',
    'Dora',
    'Anna',
  ]);
});

test('a client with an open flag is in the first list, concluded or archived', () => {
  const closed = { status: 'closed', phase: 'concluded' } as const;
  for (const away of [row('Closed', closed, false, 'amber'), row('Away', {}, true, 'red')])
    expect(passesFilter(away, 'active'), away.id).toBe(true);
});
