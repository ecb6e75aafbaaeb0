import type { Place, Tab } from '../route/route.svelte';

/** The tab on which each kind of draft of a course is typed; those of other kinds are on the overview. */
const tabOf: Partial<Record<string, Tab>> = {
  slot: 'sessions',
  person: 'map',
  tie: 'map',
  'map-note': 'map',
  map: 'map',
  formulation: 'focus',
  focus: 'focus',
  goal: 'focus',
  step: 'focus',
  measure: 'sessions',
};

/** The page on which the text of a draft stands, from the key of the draft. */
export function placeOfDraft(key: string, client: string | null): Place {
  const [owner, course, kind = '', id = null] = key.split('/');
  if (owner === 'settings') return { room: 'settings' };
  if (client === null) return { room: 'clients' };
  if (owner !== 'course') return { room: 'client', client, course: null, tab: 'overview', chosen: null };
  if (kind === 'retention') return { room: 'practice', part: 'retention' };
  const chosen = kind === 'slot' || kind === 'person' ? id : null;
  return { room: 'client', client, course: course ?? null, tab: tabOf[kind] ?? 'overview', chosen };
}
