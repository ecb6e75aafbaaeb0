import { roughDate, utcMidnight, type Day, type Quarter } from '../lib/dates';

/** Formats days and times. */
const locale = 'en-GB';
const style = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });

const long = style({ day: 'numeric', month: 'long', year: 'numeric' });
const short = style({ day: 'numeric', month: 'short' });
const shortYear = style({ day: 'numeric', month: 'short', year: 'numeric' });
const dayMonth = style({ day: 'numeric', month: 'long' });
const monthYear = style({ month: 'long', year: 'numeric' });
const weekdayLong = style({ weekday: 'long', day: 'numeric', month: 'long' });
const weekdayYear = style({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const weekdayOnly = style({ weekday: 'long' });

/** The present year, which is not written beside a day. Tests put another year here. */
export const present = { year: () => new Date().getFullYear() };

const say = (format: Intl.DateTimeFormat) => (day: Day) => {
  const date = utcMidnight(day);
  return date ? format.format(date) : day;
};

/** Says a day of the present year without the year. A record stays for years, so any other day has its year. */
const sayNear = (thisYear: Intl.DateTimeFormat, otherYear: Intl.DateTimeFormat) => (day: Day) =>
  say(utcMidnight(day)?.getUTCFullYear() === present.year() ? thisYear : otherYear)(day);

/** 12 May 2026 */
export const fullDay = say(long);
/** 12 May, or 12 May 2025 in another year */
export const dayOf = sayNear(dayMonth, long);
/** The same with a short month: 3 Sept */
export const shortDay = sayNear(short, shortYear);
/** Tuesday 12 May, or Monday 12 May 2025 in another year */
export const weekdayAndDay = (day: Day) => sayNear(weekdayLong, weekdayYear)(day).replace(',', '');
/** Tuesday */
export const weekdayOf = say(weekdayOnly);

const quarters: Readonly<Record<Quarter, string>> = { Q1: 'first', Q2: 'second', Q3: 'third', Q4: 'fourth' };

/** As exactly as the date is known: 12 May 2026, May 2026, spring 2026, 2026. Null for text that is no such date. */
export function roughDay(text: string): string | null {
  const date = roughDate(text);
  if (date === null) return null;
  switch (date.known) {
    case 'year':
      return date.year;
    case 'month':
      return say(monthYear)(date.firstDay);
    case 'day':
      return fullDay(date.firstDay);
    case 'spring':
    case 'summer':
    case 'autumn':
    case 'winter':
      return `${date.known} ${date.year}`;
    default:
      return `${quarters[date.known]} quarter of ${date.year}`;
  }
}

/** on 12 May 2026, in May 2026, in the first quarter of 2026 */
export function whenRoughly(text: string): string {
  const day = roughDay(text);
  if (day === null) return text;
  if (day.includes(' quarter ')) return `in the ${day}`;
  return /^\d{1,2} /u.test(day) ? `on ${day}` : `in ${day}`;
}

/** 14:02, by the clock of this computer. */
export function clock(now: Date): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(now);
}

/** 14:02:07, by the clock of this computer. */
export function clockWithSeconds(now: Date): string {
  return `${clock(now)}:${String(now.getSeconds()).padStart(2, '0')}`;
}
