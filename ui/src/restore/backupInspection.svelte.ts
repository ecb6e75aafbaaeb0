import { ask, Attempt, type BackupRow, type RestorePreview, type UnlockSecret } from '../backend';

/** The steps of inspecting a backup: choose it, open it with its secret, see what it contains. */
export class BackupInspection {
  readonly attempt = new Attempt();
  row = $state.raw<BackupRow | null>(null);
  preview = $state.raw<RestorePreview | null>(null);
  /** The secret that opened it, kept until the dialog closes. */
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

  /** Lets the person choose a file. Closing the file dialog chooses nothing. */
  async chooseFile() {
    const row = await this.attempt.run(() => ask.chooseBackupFile());
    if (row) this.choose(row);
  }

  async open(secret: UnlockSecret) {
    const row = this.row;
    if (!row) return;
    const preview = await this.attempt.run(() => ask.lookIntoBackup(row.id, secret));
    // Meanwhile another backup was chosen, or the dialog was closed.
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
