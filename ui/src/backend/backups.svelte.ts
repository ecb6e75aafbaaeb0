import { Attempt } from './attempt.svelte';
import { ask, events, type BackupLevel, type BackupStatus } from './backend';

/** The state of the backups, and the progress of one that is being made. Lives as long as its component. */
export class Backups {
  readonly attempt = new Attempt();
  status = $state.raw<BackupStatus | null>(null);
  /** From 0 to 100; null when no backup is being made. */
  percent = $state.raw<number | null>(null);
  /** Rises with every backup made or removed, so that lists ask again. */
  turn = $state(0);

  constructor() {
    $effect(() => {
      void this.look();
      // The age of the last copy grows while nobody does anything.
      const look = () => void this.look();
      window.addEventListener('focus', look);
      const ends = [
        events.backupProgress.listen(({ payload }) => (this.percent = payload.percent)),
        events.backupDone.listen(({ payload }) => this.put(payload.status)),
      ];
      return () => {
        window.removeEventListener('focus', look);
        ends.forEach((end) => void end.then((stop) => stop()));
      };
    });
  }

  /** How safe the records are. Having no copy elsewhere counts as much as having an old one. */
  get level(): Exclude<BackupLevel, 'none'> {
    const level = this.status?.level ?? 'fine';
    return level === 'none' ? 'amber' : level;
  }

  /** Whether a backup is being made now, started here or elsewhere. */
  get running(): boolean {
    return this.attempt.busy || this.percent !== null || (this.status?.running ?? false);
  }

  async look() {
    const status = await ask.backupStatus().catch(() => null);
    if (status) this.status = status;
  }

  async make() {
    this.percent ??= 0;
    const status = await this.attempt.run(() => ask.makeBackup());
    if (status) this.put(status);
    else this.percent = null;
  }

  /** Takes over the newest state. */
  put(status: BackupStatus) {
    this.status = status;
    if (!status.running) this.percent = null;
    this.turn += 1;
  }
}
