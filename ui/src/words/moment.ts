import type { Instant } from '../backend/backend';
import { daysBetween, isoDay } from '../lib/dates';
import { clock, clockWithSeconds, fullDay } from './dates';
import { design } from './en/design';

/** The calendar day of an instant, by the clock of this computer or in another time zone. */
export function localDay(at: Instant, timeZone?: string): string {
  const when = read(at);
  if (!when) return '';
  const form = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = Object.fromEntries(form.formatToParts(when).map(({ type, value }) => [type, value]));
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
}

/** "today 09:58", "yesterday 23:05", "3 May 2026"; null for text that is no moment. */
export function moment(at: Instant | null, now: Date): string | null {
  const when = read(at);
  if (!when) return null;
  const days = daysBetween(isoDay(when), isoDay(now));
  if (days === 0) return design.today(clock(when));
  if (days === 1) return design.yesterday(clock(when));
  return fullDay(isoDay(when));
}

/** "3 May 2026, 14:02", by the clock of this computer. */
export function dayAndTime(at: Instant): string {
  const when = read(at);
  return when ? `${fullDay(isoDay(when))}, ${clock(when)}` : at;
}

/** When a backup was made: to the minute, or to the second if the seconds are not 0. */
export function madeAt(at: Instant): string {
  const when = read(at);
  if (!when) return at;
  return `${fullDay(isoDay(when))}, ${when.getSeconds() === 0 ? clock(when) : clockWithSeconds(when)}`;
}

function read(at: Instant | null): Date | null {
  const parsed = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(parsed) ? null : new Date(parsed);
}
