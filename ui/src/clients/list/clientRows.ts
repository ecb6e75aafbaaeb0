import type { ClientRow, OpenRisk } from '../../backend';
import { clientName } from '../clientName';

export const listFilters = ['active', 'ending', 'concluded', 'archived'] as const;
export type ListFilter = (typeof listFilters)[number];
export type Column = 'name' | 'course' | 'next' | 'phq9' | 'gad7';

export interface Order {
  column: Column;
  falling: boolean;
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/**
 * Whether a filter of the list shows a client. A client in the ending phase counts as active too, and so does
 * one with an open flag, concluded or archived.
 */
export function passesFilter(row: ClientRow, filter: ListFilter): boolean {
  if (filter === 'active' && row.risk !== 'none') return true;
  if (filter === 'archived') return row.archived;
  if (row.archived) return false;
  const concluded = row.glance?.status === 'closed';
  if (filter === 'concluded') return concluded;
  if (filter === 'ending') return !concluded && row.glance?.phase === 'ending';
  return !concluded;
}

const names = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });

/** Missing values come last in both orders. */
function compared<T>(
  a: T | null | undefined,
  b: T | null | undefined,
  by: (a: T, b: T) => number,
  falling: boolean,
) {
  const [noA, noB] = [a === null || a === undefined, b === null || b === undefined];
  if (noA || noB) return Number(noA) - Number(noB);
  return falling ? by(b as T, a as T) : by(a as T, b as T);
}

const numbers = (a: number, b: number) => a - b;
const texts = (a: string, b: string) => names.compare(a, b);

function compare(a: ClientRow, b: ClientRow, { column, falling }: Order): number {
  switch (column) {
    case 'name':
      return compared(clientName(a), clientName(b), texts, falling);
    case 'course':
      return compared(a.glance?.left, b.glance?.left, numbers, falling);
    case 'next':
      return compared(whenNext(a), whenNext(b), texts, falling);
    case 'phq9':
      return compared(a.glance?.phq9.at(-1), b.glance?.phq9.at(-1), numbers, falling);
    case 'gad7':
      return compared(a.glance?.gad7.at(-1), b.glance?.gad7.at(-1), numbers, falling);
  }
}

const urgency: Record<OpenRisk, number> = { red: 0, amber: 1, none: 2 };

function whenNext(row: ClientRow): string | null {
  const next = row.glance?.next;
  return next ? `${next.date} ${next.start_time ?? ''}` : null;
}

/** The rows to show: those that pass the filter and match the typed text, in order; open flags always first. */
export function shown(
  rows: readonly ClientRow[],
  filter: ListFilter,
  typed: string,
  order: Order,
): ClientRow[] {
  const parts = plain(typed).split(/\s+/u).filter(Boolean);
  return rows
    .filter((row) => passesFilter(row, filter))
    .filter((row) => {
      const text = plain(`${row.display_name ?? ''} ${row.code}`);
      return parts.every((part) => text.includes(part));
    })
    .sort(
      (a, b) =>
        urgency[a.risk] - urgency[b.risk] ||
        compare(a, b, order) ||
        names.compare(clientName(a), clientName(b)),
    );
}
