import { expect, test } from 'vitest';
import type { RetentionRow } from '../backend';
import { splitByDue } from './retentionDue';

const row = (code: string, until: string | null): RetentionRow => ({
  client_id: code,
  course_id: null,
  code,
  name: null,
  until,
  ended: null,
});

test('a record is due from its day on; a record without a day is never due', () => {
  const rows = [row('A', '2026-05-02'), row('B', '2026-05-03'), row('C', '2026-05-04'), row('D', null)];
  const { due, later } = splitByDue(rows, '2026-05-03');
  expect(
    due.map(({ code }) => code),
    'records of earlier days and of today are due',
  ).toEqual(['A', 'B']);
  expect(
    later.map(({ code }) => code),
    'records of later days and without a day are not due',
  ).toEqual(['C', 'D']);
});
