import type { RetentionRow } from '../backend';

/** Records whose time is over, and the others; each in the order in which their time ends. */
export function splitByDue(rows: readonly RetentionRow[], today: string) {
  const due = rows.filter(({ until }) => until !== null && until <= today);
  return { due, later: rows.filter((row) => !due.includes(row)) };
}

export const nameOfRow = ({ name, code }: RetentionRow) => name ?? code;
