import type { BackupRow } from '../backend';
import { instant } from './instant';

/** An undamaged backup of this vault that today's passphrase opens. */
export function backupRow(more: Partial<BackupRow> = {}): BackupRow {
  return {
    id: 'b1',
    made_at: instant('2026-05-03T14:02:00Z'),
    place: 'here',
    megabytes: 4,
    other_secret: false,
    other_codes: false,
    opens_with: null,
    same_vault: true,
    problem: null,
    ...more,
  };
}
