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
  expect(passesFilter(away, 'archived'), 'the filter for archived clients shows the client').toBe(true);
  expect(passesFilter(away, 'active'), 'the filter for active clients does not show the client').toBe(false);
});

test('a client in the ending phase is active and ending soon', () => {
  const ending = row('Ending', { phase: 'ending' });
  expect(
    [passesFilter(ending, 'active'), passesFilter(ending, 'ending')],
    'both filters show the client',
  ).toEqual([true, true]);
});

test('a concluded course is neither active nor ending', () => {
  const done = row('Done', { status: 'closed', phase: 'concluded' });
  expect(
    [passesFilter(done, 'active'), passesFilter(done, 'ending'), passesFilter(done, 'concluded')],
    'only the filter for concluded courses shows the client',
  ).toEqual([false, false, true]);
});

test('a client without a course is active', () => {
  expect(passesFilter(row('New', null), 'active'), 'the filter for active clients shows the client').toBe(
    true,
  );
});

test('codes are ordered by their numbers', () => {
  expect(names([row('C-10'), row('C-9')]), 'C-9 comes before C-10').toEqual(['C-9', 'C-10']);
});

test('clients without a value come last in both orders', () => {
  const rows = [row('None', { phq9: [] }), row('Low', { phq9: [17, 4] }), row('High', { phq9: [20] })];
  expect(
    names(rows, { column: 'phq9', falling: false }),
    'the client without a value comes last in rising order',
  ).toEqual(['Low', 'High', 'None']);
  expect(
    names(rows, { column: 'phq9', falling: true }),
    'the client without a value comes last in falling order',
  ).toEqual(['High', 'Low', 'None']);
});

test('the next session is ordered by day and time', () => {
  const at = (date: string, start_time: string) => ({ next: { slot: 's', date, start_time } });
  const rows = [
    row('Late', at('2026-02-17', '15:30')),
    row('Early', at('2026-02-17', '09:00')),
    row('None', { next: null }),
  ];
  expect(names(rows, { column: 'next', falling: false }), 'sessions on one day are ordered by time').toEqual([
    'Early',
    'Late',
    'None',
  ]);
});

test('names are found without their accents, and by code', () => {
  const rows = [row('Zoë'), row('Ruth')];
  expect(names(rows, byName, 'zoe'), 'a name is found without its accent').toEqual(['Zoë']);
  expect(names(rows, byName, 'c-ruth'), 'a name is found by its code').toEqual(['Ruth']);
});

test('open flags come first in every order, the graver before the lesser', () => {
  const rows = [row('Anna'), row('Berta', {}, false, 'amber'), row('Clara', {}, false, 'red'), row('Dora')];
  expect(names(rows), 'flags come first in rising order').toEqual(['Clara', 'Berta', 'Anna', 'Dora']);
  expect(names(rows, { column: 'name', falling: true }), 'flags come first in falling order').toEqual([
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
