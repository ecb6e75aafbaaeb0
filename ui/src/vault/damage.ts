import type { ErrorCode } from '../backend';

const codes: readonly ErrorCode[] = [
  'database_damaged',
  'damaged',
  'header_altered',
  'header_damaged',
  'kdf_out_of_bounds',
  'no_vault',
  'not_a_vault',
];

/** No secret helps: the files themselves are not as Kith left them, and a backup is the way on. */
export function isDamage(code: ErrorCode | undefined): boolean {
  return code !== undefined && codes.includes(code);
}
