import { initials } from '../../design';
import { words } from '../../words';
import { tiesWithin } from './tiesBetween';
import { namesIn, numbered } from './namesakes';
import type { MapPerson, MapView } from './view';

export const namings = ['names', 'initials', 'roles'] as const;
export type Naming = (typeof namings)[number];

/** Display options: the parts of a map that are shown, and how people are named. */
export interface Display {
  readonly naming: Naming;
  /** The client sees the screen: people who are hidden from clients are left out. */
  readonly forClient: boolean;
  readonly households: boolean;
  readonly among: boolean;
  /** Ties between other people, drawn by hand. */
  readonly between: boolean;
  readonly notes: boolean;
  readonly wished: boolean;
  readonly flow: boolean;
}

/** The therapist's view by default. */
export const defaultDisplay: Display = {
  naming: 'names',
  forClient: false,
  households: true,
  among: false,
  between: true,
  notes: true,
  wished: true,
  flow: true,
};

/** Applies the display options to a map. Hiding something moves nobody. */
export function displayed(view: MapView, wish: Display): MapView {
  const people = wish.forClient ? view.people.filter(({ person }) => !person.sensitive) : view.people;
  return {
    ...view,
    client: clientCalled(view.client, wish.naming),
    people: called(people, wish.naming, view.names).map((person) => ({
      ...person,
      wanted: wish.wished ? person.wanted : null,
      flow: wish.flow ? person.flow : { toClient: false, toPerson: false },
    })),
    among: wish.among ? tiesWithin(people, view.among) : [],
    between: wish.between ? nameless(view, people, wish.naming) : [],
    // A note may contain any name: without names, notes are hidden.
    notes: wish.notes && wish.naming === 'names' ? view.notes : [],
    households: view.households && wish.households,
  };
}

/** The ties between people who are shown. Their words may contain a name. */
function nameless(view: MapView, people: readonly MapPerson[], naming: Naming): MapView['between'] {
  const ties = tiesWithin(people, view.between);
  return naming === 'names' ? ties : ties.map((tie) => ({ ...tie, words: null }));
}

function clientCalled(name: string, naming: Naming): string {
  if (naming === 'names') return name;
  return naming === 'initials' ? initials(name) : words.map.client;
}

/** Names in full, as initials, or as the relation to the client; people with the same relation are numbered. */
function called(
  people: readonly MapPerson[],
  naming: Naming,
  names: readonly string[],
): readonly MapPerson[] {
  if (naming === 'names') return people;
  const named = namesIn(names);
  const labels = numbered(
    people.map((person) => (naming === 'initials' ? initials(person.label) : roleOf(person, named))),
  );
  return people.map((person, index) => ({ ...person, label: labels[index] ?? '', relation: null }));
}

/** The relation up to the first comma, unless it contains a name ("Tom's mother"): then the category. */
function roleOf({ person: { relation, category } }: MapPerson, named: (text: string) => boolean): string {
  const role = relation?.split(',')[0]?.trim() ?? '';
  return role === '' || named(role) ? words.map.categories[category] : role;
}
