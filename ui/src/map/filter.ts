import type { MapPerson } from './view';

export const filters = ['all', 'family', 'work', 'focus'] as const;
export type Filter = (typeof filters)[number];

/** Who is shown; nobody moves because somebody else is hidden. */
export function filtered(people: readonly MapPerson[], filter: Filter): readonly MapPerson[] {
  switch (filter) {
    case 'all':
      return people;
    case 'family':
      return people.filter(({ person }) => person.context === 'family' || person.context === 'household');
    case 'work':
      return people.filter(({ person }) => person.context === 'work');
    case 'focus':
      return people.filter(({ focus }) => focus);
  }
}
