import { tiesWithin } from './tiesBetween';
import type { TieKind } from './tie';
import type { MapPerson, MapView } from './view';

export const filters = ['all', 'family', 'friends', 'work', 'around', 'tense', 'focus'] as const;
export type Filter = (typeof filters)[number];

const tense: readonly TieKind[] = ['strained', 'conflict', 'cut_off'];

/** A map with only the people whom the filter shows and the ties between them. Hiding somebody moves nobody. */
export function filtered(view: MapView, filter: Filter): MapView {
  const people = peopleShown(view.people, filter);
  return {
    ...view,
    people,
    among: tiesWithin(people, view.among),
    between: tiesWithin(people, view.between),
  };
}

/** The people whom the filter shows. */
export function peopleShown(people: readonly MapPerson[], filter: Filter): readonly MapPerson[] {
  switch (filter) {
    case 'all':
      return people;
    case 'family':
      return people.filter(({ person }) => person.context === 'family' || person.context === 'household');
    case 'friends':
      return people.filter(({ person }) => person.context === 'friends');
    case 'work':
      return people.filter(({ person }) => person.context === 'work');
    case 'around':
      return people.filter(({ person }) => person.context === 'community' || person.context === 'services');
    case 'tense':
      return people.filter(({ tie }) => tense.includes(tie));
    case 'focus':
      return people.filter(({ person }) => person.focus_person);
  }
}
