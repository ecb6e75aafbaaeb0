/**
 * A calendar day, written `2026-05-12`. A clinical date is a day and no instant: an `Instant` of the program is refused
 * here, because its day depends on the time zone (`localDay` in `words`).
 */
export type Day = string & { readonly length: number; readonly instant?: never };

const dayInMilliseconds = 86_400_000;

/** Midnight UTC of a day; null for text that is no day. */
export function utcMidnight(day: Day): Date | null {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The calendar day by the clock of this computer. */
export function isoDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: Day, to: Day): number {
  const [start, end] = [utcMidnight(from), utcMidnight(to)];
  return start && end ? Math.round((end.getTime() - start.getTime()) / dayInMilliseconds) : 0;
}

/** The calendar day so many days later. */
export function addDays(day: Day, days: number): string {
  const date = utcMidnight(day);
  if (!date) return day;
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day so many calendar months later, or the last day of a shorter month. */
export function addMonths(day: Day, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export type Quarter = 'Q1' | 'Q2' | 'Q3' | 'Q4';
type Season = 'spring' | 'summer' | 'autumn' | 'winter';

/** A date known by day, month, quarter, season or year. */
export interface RoughDate {
  readonly known: 'day' | 'month' | 'year' | Quarter | Season;
  readonly year: string;
  /** The first day that it can mean. */
  readonly firstDay: string;
}

/** The month in which each season begins. */
const beginnings: Readonly<Record<Quarter | Season, number>> = {
  Q1: 1,
  Q2: 4,
  Q3: 7,
  Q4: 10,
  spring: 3,
  summer: 6,
  autumn: 9,
  winter: 12,
};
/** No record of a course is of an earlier year. */
const earliestYear = '1900';
const roughForm = /^(\d{4})(?:-(?:(Q[1-4]|spring|summer|autumn|winter)|(\d{2})(?:-(\d{2}))?))?$/u;

/**
 * Reads `2024`, `2024-spring`, `2024-Q3`, `2024-09` or `2024-09-12`; null for text that is no such date. The program
 * reads rough dates too; both are held against `tests/golden/rough-dates.json`.
 */
export function roughDate(text: string): RoughDate | null {
  const [, year, part, writtenMonth, writtenDay] = roughForm.exec(text) ?? [];
  if (year === undefined || year < earliestYear) return null;
  const named = part as Quarter | Season | undefined;
  const month = named ? beginnings[named] : Number(writtenMonth ?? '1');
  const firstDay = `${year}-${String(month).padStart(2, '0')}-${writtenDay ?? '01'}`;
  if (utcMidnight(firstDay)?.toISOString().slice(0, 10) !== firstDay) return null;
  return { known: named ?? (writtenDay ? 'day' : writtenMonth ? 'month' : 'year'), year, firstDay };
}
