import type { Course, CourseView, FocusArea, Person } from '../backend';
import { roughDate } from '../lib/dates';
import { ringsOf, type Ring } from '../rings/scheme';
import { whenRoughly, words } from '../words';

export const areas = [
  'grief',
  'dispute',
  'transition',
  'sensitivities',
] as const satisfies readonly FocusArea[];

export interface Evidence {
  id: string;
  /** The person whom it is about, to be shown on the map. */
  person: { readonly id: string; readonly name: string } | null;
  text: string;
  /** The client's own words about it. */
  more: readonly string[];
  /** Connected with the onset of symptoms: the strongest evidence for an area. */
  onset: boolean;
}

/** A person as they are now: closeness and tie from the map, or from the inventory if they are not on the map. */
interface Known extends Person {
  felt: number | null;
}

const texts = words.focus.choose;
const tense = ['conflict', 'strained', 'cut_off'];
/** So many people or fewer count as few. Kith's own limit. */
const few = 4;
/** So many months before the onset still count as near it. Kith's own limit. */
const nearMonths = 12;
const kinds: Record<FocusArea, readonly string[]> = {
  grief: ['loss'],
  dispute: ['dispute'],
  transition: ['transition', 'work', 'move', 'birth', 'health'],
  sensitivities: [],
};

/**
 * Finds what in the record may speak for an area. Therapist and client choose the area. Nothing speaks for
 * sensitivities before the inventory was taken: until then few people only mean that few were asked about.
 */
export function evidenceFor(
  area: FocusArea,
  { course, map, tasks }: Pick<CourseView, 'course' | 'map' | 'tasks'>,
): Evidence[] {
  const inventoried = tasks.some(({ id, state }) => id === 'init.inventory' && state === 'done');
  if (area === 'sensitivities' && !inventoried) return [];
  const rings = ringsOf(map.ring_scheme);
  const drawn = new Map(map.positions.map((position) => [position.person_id, position]));
  const waiting = new Map(map.waiting?.map((tie) => [tie.person_id, tie]));
  const people = (course.people ?? [])
    .filter(({ removed }) => !removed)
    .map((person): Known => {
      const tie = drawn.get(person.id) ?? waiting.get(person.id);
      const quality = tie?.quality ?? person.quality;
      const felt = drawn.get(person.id)?.ring ?? person.closeness_felt ?? null;
      return { ...person, quality, felt };
    });
  return [
    ...eventsFor(area, course),
    ...people.flatMap((person) => ofPerson(area, person, course, rings) ?? []),
    ...(area === 'sensitivities' ? fewTies(people) : []),
  ].toSorted((one, other) => Number(other.onset) - Number(one.onset));
}

function eventsFor(area: FocusArea, { timeline }: Course): Evidence[] {
  return (timeline ?? [])
    .filter((event) => kinds[area].includes(event.kind) && (area === 'grief' || event.onset_link))
    .map((event) => ({
      id: event.id,
      person: null,
      text: `${roughDate(event.date)?.year ?? event.date}: ${event.title}`,
      more: [],
      onset: Boolean(event.onset_link),
    }));
}

function ofPerson(area: FocusArea, person: Known, course: Course, rings: readonly Ring[]): Evidence | null {
  const facts = factsFor(area, person, rings);
  if (facts === null) return null;
  const changed = person.change_around_onset?.trim();
  const died = isNearOnset(person.death_date, course.assessment?.episode_onset);
  return {
    id: person.id,
    person: { id: person.id, name: person.relation ? `${person.label} (${person.relation})` : person.label },
    text: facts.join(', '),
    more: [...(area === 'dispute' ? expectations(person) : []), ...(changed ? [texts.around(changed)] : [])],
    onset: Boolean(changed) || (person.alive === 'deceased' && died),
  };
}

/** Whether an event may lie in the year before the onset or in the onset itself, where both dates may be inexact. */
function isNearOnset(date: string | null | undefined, onset: string | null | undefined): boolean {
  const [happened, began] = [roughDate(date ?? '')?.months, roughDate(onset ?? '')?.months];
  if (happened === undefined || began === undefined) return false;
  return happened[1] >= began[0] - nearMonths && happened[0] <= began[1];
}

/** Facts about a person that support an area; null if there are none. */
function factsFor(area: FocusArea, person: Known, rings: readonly Ring[]): readonly string[] | null {
  const { quality } = person;
  const tie = quality ? [words.focus.quality[quality]] : [];
  if (person.alive === 'deceased') {
    return area === 'grief'
      ? [words.focus.died(person.death_date ? whenRoughly(person.death_date) : null)]
      : null;
  }
  switch (area) {
    // Grief is about a death. The loss of a living person belongs to a transition.
    case 'grief':
      return null;
    case 'dispute':
      return tense.includes(quality ?? '') || isUnmet(person) ? tie : null;
    case 'transition':
      return quality === 'lost' || person.change_around_onset?.trim() ? tie : null;
    case 'sensitivities': {
      const facts = [
        ...(quality === 'distant' ? tie : []),
        ...(person.confides === 'no' && quality !== 'supportive' ? [texts.notConfided] : []),
        ...gapOf(person, rings),
      ];
      return facts.length > 0 ? facts : null;
    }
  }
}

/** The client expects something of the person and does not get it. */
function isUnmet({ quality, expectations_of_them, unsatisfying, wanted_change }: Known): boolean {
  const wanting = Boolean(unsatisfying?.trim()) || Boolean(wanted_change?.trim());
  return Boolean(expectations_of_them?.trim()) && wanting && quality !== 'supportive' && quality !== 'lost';
}

function expectations({ expectations_of_them, their_expectations }: Person): readonly string[] {
  const [mine, theirs] = [expectations_of_them?.trim(), their_expectations?.trim()];
  return [...(mine ? [texts.expects(mine)] : []), ...(theirs ? [texts.expected(theirs)] : [])];
}

/** The client wants the person closer than they are. */
function gapOf({ felt, closeness_wanted: wanted }: Known, rings: readonly Ring[]): readonly string[] {
  if (felt == null || wanted == null || felt <= wanted) return [];
  const nameOf = (number: number) => words.map.ring(rings.find(({ ring }) => ring === number)?.name ?? '');
  return [texts.gap(nameOf(felt), nameOf(wanted))];
}

function fewTies(people: readonly Known[]): Evidence[] {
  const living = people.filter(({ alive }) => alive !== 'deceased').length;
  if (living === 0 || living > few) return [];
  return [{ id: 'few', person: null, text: texts.few(living), more: [], onset: false }];
}
