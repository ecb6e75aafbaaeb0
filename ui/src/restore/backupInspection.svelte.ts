import { ask, Attempt, type BackupRow, type RestorePreview, type UnlockSecret } from '../backend';

/** A backup somebody looks into: chosen, opened with the secret of its day, and what was found. */
export class BackupInspection {
  readonly attempt = new Attempt();
  row = $state.raw<BackupRow | null>(null);
  preview = $state.raw<RestorePreview | null>(null);
  /** What opened it, until the looking is over. */
  secret = $state.raw<UnlockSecret | null>(null);

  constructor(row: BackupRow | null) {
    this.row = row;
  }

  get step(): 'choose' | 'secret' | 'seen' {
    if (!this.row) return 'choose';
    return this.preview ? 'seen' : 'secret';
  }

  choose(row: BackupRow) {
    this.row = row;
    this.preview = this.secret = null;
    this.attempt.clear();
  }

  /** Asks the program for a file; nothing is chosen when its dialog was closed. */
  async chooseFile() {
    const row = await this.attempt.run(() => ask.chooseBackupFile());
    if (row) this.choose(row);
  }

  async open(secret: UnlockSecret) {
    const row = this.row;
    if (!row) return;
    const preview = await this.attempt.run(() => ask.lookIntoBackup(row.id, secret));
    // Another one was chosen, or the looking given up, while this one was being opened.
    if (!preview || this.row !== row) return;
    this.preview = preview;
    this.secret = secret;
  }

  /** Back to the list. */
  back() {
    this.row = this.preview = this.secret = null;
    this.attempt.clear();
  }
}
