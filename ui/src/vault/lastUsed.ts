import { clock, daysBetween, fullDay, isoDay, words } from '../words';

/** "last used today 08:41", or nothing where it is not known. */
export function lastUsed(at: string | null, now: Date): string | null {
  const used = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(used)) return null;
  const when = new Date(used);
  const days = daysBetween(isoDay(when), isoDay(now));
  if (days === 0) return words.vault.lastUsed(words.vault.today(clock(when)));
  if (days === 1) return words.vault.lastUsed(words.vault.yesterday(clock(when)));
  return words.vault.lastUsed(fullDay(isoDay(when)));
}
