import type { TieKind } from './ties';
import type { MapPerson } from './view';

export const filters = ['all', 'family', 'friends', 'work', 'around', 'tense', 'focus'] as const;
export type Filter = (typeof filters)[number];

const tense: readonly TieKind[] = ['strained', 'conflict', 'cut_off'];

/** Who is shown; nobody moves because somebody else is hidden. */
export function filtered(people: readonly MapPerson[], filter: Filter): readonly MapPerson[] {
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
      return people.filter(({ focus }) => focus);
  }
}
