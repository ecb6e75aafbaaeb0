import type { Glance, MapSnapshot } from '../../backend';
import { numberOf } from '../../lib/slots';
import { words } from '../../words';

/** Names the version on screen. */
export function viewing({ kind, session_number: session, date }: MapSnapshot, glance: Glance): string {
  return words.map.versions.viewing(kind, numberOf(glance.pips, session), date);
}
