import { expect, test } from 'vitest';
import roughDates from '../../../tests/golden/rough-dates.json';
import { addDays, addMonths, daysBetween, isoDay, roughDate } from './dates';

test('days are counted over months and years', () => {
  expect(daysBetween('2026-03-28', '2026-03-30'), 'two days lie between the dates').toBe(2);
  expect(addDays('2026-12-31', 1), 'the day after the last of a year is the first of the next').toBe(
    '2027-01-01',
  );
  expect(isoDay(new Date(2026, 0, 5)), 'month and day have two digits').toBe('2026-01-05');
});

test('a month later is the same day, or the last day of a shorter month', () => {
  expect(addMonths('2026-01-15', 1)).toBe('2026-02-15');
  expect(addMonths('2026-01-31', 1), 'a month after 31 January is 28 February').toBe('2026-02-28');
  expect(addMonths('2026-11-30', 3), 'three months after 30 November lie in the next year').toBe(
    '2027-02-28',
  );
});

test.each([
  ['2026', 'year', '2026-01-01'],
  ['2026-05', 'month', '2026-05-01'],
  ['2026-Q2', 'Q2', '2026-04-01'],
  ['2026-spring', 'spring', '2026-03-01'],
  ['2026-winter', 'winter', '2026-12-01'],
  ['2026-05-17', 'day', '2026-05-17'],
] as const)('%s is known by %s and begins on %s', (text, known, firstDay) => {
  expect(roughDate(text)).toEqual({ known, year: '2026', firstDay });
});

test.each(['', 'long ago', '2026-soon', '26', '2026-13', '2026-02-30', '2026-5'])('%s is no date', (text) => {
  expect(roughDate(text)).toBeNull();
});

test.each(roughDates)('$text begins on the day that the program reads', ({ text, first }) => {
  expect(roughDate(text)?.firstDay ?? null).toBe(first);
});
