import { moment, words } from '../../words';

/** "last used today 08:41", or nothing where it is not known. */
export function lastUsed(at: string | null, now: Date): string | null {
  const when = moment(at, now);
  return when && words.vault.lastUsed(when);
}
