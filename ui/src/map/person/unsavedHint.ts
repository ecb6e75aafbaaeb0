import type { Draft } from '../../backend';
import { saidOf, words } from '../../words';

/** What stands beside a text that is not in the record: that it is tried again, or why it would be of no use. */
export function unsavedHint({ state, fault }: Draft<string>): string | undefined {
  if (state !== 'failed' || !fault) return undefined;
  return fault.passing ? words.map.panel.notSaved : saidOf(fault).happened;
}
