import type { DamagedRow, ErrorCode } from '../../backend';
import { dayAndTime, kinds, words } from '../../words';

const codes: readonly ErrorCode[] = [
  'database_damaged',
  'damaged',
  'header_altered',
  'header_damaged',
  'kdf_out_of_bounds',
  'no_vault',
  'not_a_vault',
  'not_read',
];

/** No secret helps: the files themselves are not as Kith left them, and a backup is the way on. */
export function isDamage(code: ErrorCode | undefined): boolean {
  return code !== undefined && codes.includes(code);
}

/** What is lost, a line for each client, kind and time it was last written. */
export function lostLines(damaged: readonly DamagedRow[]): string[] {
  const said = words.vault.opened.readOnly;
  const counts = new Map<string, number>();
  for (const { kind, client, written } of damaged) {
    const line = `${kinds[kind]}: ${said.lost(client, written === null ? null : dayAndTime(written))}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : said.times(line, count)));
}
