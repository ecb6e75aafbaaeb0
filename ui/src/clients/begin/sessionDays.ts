import type { Cadence } from '../../backend';
import { addDays } from '../../words';

/** A calendar month later, on the same day or the month's last. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The days a course would be laid out on, for the form that begins it. The program lays out the real ones. */
export function series(start: string, cadence: Cadence, count: number): string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(start) || Number.isNaN(Date.parse(start))) return [];
  return Array.from({ length: count }, (_, step) => {
    if (cadence === 'monthly') return addMonths(start, step);
    return addDays(start, step * (cadence === 'fortnightly' ? 14 : 7));
  });
}
