import type { CourseView, FocusArea, Person } from '../backend';
import { words } from '../words';

export const areas = [
  'grief',
  'dispute',
  'transition',
  'sensitivities',
] as const satisfies readonly FocusArea[];

export interface Evidence {
  id: string;
  text: string;
  /** Tied to the onset of symptoms: what speaks most for an area. */
  onset: boolean;
}

const tense = ['conflict', 'strained', 'cut_off'];
const kinds: Record<FocusArea, readonly string[]> = {
  grief: ['loss'],
  dispute: ['dispute'],
  transition: ['transition', 'work', 'move', 'birth', 'health'],
  sensitivities: [],
};

/** What the record holds that may speak for each area; the choice itself stays with the two people. */
export function evidenceFor(
  area: FocusArea,
  { course, map }: Pick<CourseView, 'course' | 'map'>,
): Evidence[] {
  const drawn = new Map(map.positions.map(({ person_id, quality }) => [person_id, quality]));
  const events = (course.timeline ?? [])
    .filter((event) => kinds[area].includes(event.kind) && (area === 'grief' || event.onset_link))
    .map((event) => ({
      id: event.id,
      text: `${event.date.slice(0, 4)}: ${event.title}`,
      onset: Boolean(event.onset_link),
    }));
  const people = (course.people ?? [])
    .filter(({ removed }) => !removed)
    // What a tie is like now stands on the map; the inventory says what it was when it was taken.
    .map((person) => ({ ...person, quality: drawn.get(person.id) ?? person.quality }))
    .filter((person) => speaksFor(area, person))
    .map((person) => ({
      id: person.id,
      text: saidOfPerson(person),
      onset: Boolean(person.change_around_onset),
    }));
  return [...events, ...people].toSorted((one, other) => Number(other.onset) - Number(one.onset));
}

function speaksFor(area: FocusArea, person: Person): boolean {
  switch (area) {
    case 'grief':
      return person.alive === 'deceased';
    case 'dispute':
      return person.alive !== 'deceased' && tense.includes(person.quality ?? '');
    case 'sensitivities':
      return (
        person.alive !== 'deceased' &&
        (person.quality === 'distant' || (person.confides === 'no' && person.quality !== 'supportive'))
      );
    case 'transition':
      return false;
  }
}

function saidOfPerson(person: Person): string {
  const name = person.relation ? `${person.label} (${person.relation})` : person.label;
  if (person.alive === 'deceased') {
    return words.focus.choose.person(name, words.focus.died(person.death_date?.slice(0, 4) ?? null));
  }
  return person.quality ? words.focus.choose.person(name, words.focus.quality[person.quality]) : name;
}
