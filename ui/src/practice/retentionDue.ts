import type { RetentionRow } from '../backend';

/** Splits records into those whose retention is over and the others; both keep their order. */
export function splitByDue(rows: readonly RetentionRow[], today: string) {
  const due = rows.filter(({ until }) => until !== null && until <= today);
  return { due, later: rows.filter((row) => !due.includes(row)) };
}

export const nameOfRow = ({ name, code }: RetentionRow) => name ?? code;
