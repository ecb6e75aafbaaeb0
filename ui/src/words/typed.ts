import { utcMidnight } from '../lib/dates';

/** Days and times as people type them: day first, 24 hours. Each reader answers '' for nothing and null for nonsense. */
const months = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
    .format(Date.UTC(2000, month, 1))
    .toLowerCase(),
);
const two = (value: number | string) => String(value).padStart(2, '0');

/** 31/12/2026, for the day `2026-12-31`. */
export const writeDay = (day: string): string => day.split('-').toReversed().join('/');

function isoOf(year: string, month: number, date: string): string | null {
  const day = `${year}-${two(month)}-${two(date)}`;
  // A day that its month does not have is taken for one of the next month.
  return utcMidnight(day)?.toISOString().startsWith(day) ? day : null;
}

/** 31/12/2026, 31.12.2026, 31 Dec 2026 and 2026-12-31. A year has four digits: two may mean a birth or an ending. */
export function readDay(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  if (text === '') return '';
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (iso) return isoOf(iso[1] ?? '', Number(iso[2]), iso[3] ?? '');
  const numbers = /^(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})$/u.exec(text);
  if (numbers) return isoOf(numbers[3] ?? '', Number(numbers[2]), numbers[1] ?? '');
  const named = /^(\d{1,2})[ ./-]*([a-z]{3,})[ .,/-]*(\d{4})$/u.exec(text);
  const month = months.findIndex((name) => named && name.startsWith(named[2] ?? ''));
  return named && month >= 0 ? isoOf(named[3] ?? '', month + 1, named[1] ?? '') : null;
}

/** 14:30, 14.30 and 1430; once the field is left 9 too. */
export function readTime(typed: string, left = false): string | null {
  const text = typed.trim();
  if (text === '') return '';
  const full = /^(\d{1,2})[:.](\d{2})$/u.exec(text) ?? /^(\d{2})(\d{2})$/u.exec(text);
  const [, hours, minutes = '00'] = full ?? (left ? /^(\d{1,2})$/u.exec(text) : null) ?? [];
  const possible = hours !== undefined && Number(hours) < 24 && Number(minutes) < 60;
  return possible ? `${two(hours)}:${minutes}` : null;
}
