import { expect, test } from 'vitest';
import { earliest } from './approximateDate';

test.each([
  ['2026', '2026-01-01'],
  ['2026-05', '2026-05-01'],
  ['2026-Q2', '2026-04-01'],
  ['2026-spring', '2026-03-01'],
  ['2026-winter', '2026-12-01'],
  ['2026-05-17', '2026-05-17'],
])('%s begins on %s', (date, first) => {
  expect(earliest(date)).toBe(first);
});

test.each(['', 'long ago', '2026-soon', '26'])('%s says no day', (date) => {
  expect(earliest(date)).toBeNull();
});
