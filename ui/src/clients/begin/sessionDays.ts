import type { Cadence } from '../../backend';
import { addDays, addMonths } from '../../lib/dates';

/** The days a course would be laid out on, for the form that begins it. The program lays out the real ones. */
export function series(start: string, cadence: Cadence, count: number): string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(start) || Number.isNaN(Date.parse(start))) return [];
  return Array.from({ length: count }, (_, step) => {
    if (cadence === 'monthly') return addMonths(start, step);
    return addDays(start, step * (cadence === 'fortnightly' ? 14 : 7));
  });
}
