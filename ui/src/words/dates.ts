/** Days and times as people say them. A clinical date is a calendar day, never an instant. */
const locale = 'en-GB';
const style = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });

const long = style({ day: 'numeric', month: 'long', year: 'numeric' });
const short = style({ day: 'numeric', month: 'short' });
const dayMonth = style({ day: 'numeric', month: 'long' });
const monthYear = style({ month: 'long', year: 'numeric' });
const weekdayLong = style({ weekday: 'long', day: 'numeric', month: 'long' });
const weekdayOnly = style({ weekday: 'long' });

function at(day: string): Date | null {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

const say = (format: Intl.DateTimeFormat) => (day: string) => {
  const date = at(day);
  return date ? format.format(date) : day;
};

/** 12 May 2026 */
export const fullDay = say(long);
/** 12 May */
export const dayOf = say(dayMonth);
/** 12 May, short month */
export const shortDay = say(short);
/** Tuesday 12 May */
export const weekdayAndDay = (day: string) => say(weekdayLong)(day).replace(',', '');
/** Tuesday */
export const weekdayOf = say(weekdayOnly);

const quarters: Readonly<Record<string, string>> = { Q1: 'first', Q2: 'second', Q3: 'third', Q4: 'fourth' };
const roughForm = /^(\d{4})(?:-(?:(Q[1-4])|(spring|summer|autumn|winter)|(\d{2})(-\d{2})?))?$/u;

/** As exactly as it is known: 12 May 2026, May 2026, spring 2026, 2026; null where the text is no such date. */
export function roughDay(text: string): string | null {
  const [, year, quarter, season, month, day] = roughForm.exec(text) ?? [];
  if (year === undefined) return null;
  if (quarter !== undefined) return `${quarters[quarter]} quarter of ${year}`;
  if (season !== undefined) return `${season} ${year}`;
  if (month === undefined) return year;
  const first = day === undefined ? `${text}-01` : text;
  const date = at(first);
  if (date?.toISOString().slice(0, 10) !== first) return null;
  return (day === undefined ? monthYear : long).format(date);
}

/** on 12 May 2026, in May 2026, in the first quarter of 2026 */
export function whenRoughly(text: string): string {
  const said = roughDay(text);
  if (said === null) return text;
  if (said.includes(' quarter ')) return `in the ${said}`;
  return /^\d{1,2} /u.test(said) ? `on ${said}` : `in ${said}`;
}

/** The calendar day of this computer's clock, as the records write it. */
export function isoDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** 14:02, on this computer's clock. */
export function clock(now: Date): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(now);
}

/** 14:02:07, on this computer's clock. */
export function clockWithSeconds(now: Date): string {
  return `${clock(now)}:${String(now.getSeconds()).padStart(2, '0')}`;
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  const [start, end] = [at(from), at(to)];
  return start && end ? Math.round((end.getTime() - start.getTime()) / 86_400_000) : 0;
}

/** A calendar day some days later. */
export function addDays(day: string, days: number): string {
  const date = at(day);
  if (!date) return day;
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
