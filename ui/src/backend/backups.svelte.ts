import { Attempt } from './attempt.svelte';
import { ask, events, type BackupLevel, type BackupStatus } from './backend';

/** Whether the records are safe elsewhere too, and how far a backup being made has come. Lives with a component. */
export class Backups {
  readonly attempt = new Attempt();
  status = $state.raw<BackupStatus | null>(null);
  /** 0 to 100; null when none is being made. */
  percent = $state.raw<number | null>(null);
  /** Counts what was made or taken away, for lists that have to ask again. */
  turn = $state(0);

  constructor() {
    $effect(() => {
      void this.look();
      // The days since the last copy go on while nobody touches anything.
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

  /** How safe the records are; where there is no copy elsewhere at all, no more is wrong than with an old one. */
  get level(): Exclude<BackupLevel, 'none'> {
    const level = this.status?.level ?? 'fine';
    return level === 'none' ? 'amber' : level;
  }

  /** Being made now, whoever asked for it. */
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

  /** What is known now; a backup that was being made is done. */
  put(status: BackupStatus) {
    this.status = status;
    if (!status.running) this.percent = null;
    this.turn += 1;
  }
}
