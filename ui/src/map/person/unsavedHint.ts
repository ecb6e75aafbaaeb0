import type { Draft } from '../../backend';
import { explainFault, words } from '../../words';

/** The hint at a text that is not saved: the program tries again, or the reason why it cannot. */
export function unsavedHint({ state, fault }: Draft<string>): string | undefined {
  if (state !== 'failed' || !fault) return undefined;
  return fault.passing ? words.map.panel.notSaved : explainFault(fault).happened;
}
