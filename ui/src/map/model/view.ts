import type {
  CourseView,
  MapNote,
  MapSnapshot,
  Person,
  PersonCategory,
  Position,
  Quality,
} from '../../backend';
import { drawnTies, mentionsTogether, type TieBetween, type MentionedTogether } from './tiesBetween';
import type { Placed } from './place';
import { relationsOf } from './namesakes';
import { roughDate } from '../../lib/dates';
import { ringsOf, type Ring } from '../../rings/scheme';
import type { Flow, TieKind } from './tie';

export const nodeKinds = ['person', 'group', 'service', 'pet'] as const;
export type NodeShape = (typeof nodeKinds)[number];

/** A person as the map shows them. */
export interface MapPerson extends Placed {
  readonly person: Person;
  readonly tie: TieKind;
  readonly flow: Flow;
  readonly shape: NodeShape;
  readonly died: boolean;
  readonly wanted: number | null;
}

/** A version of the map: the working one, or a snapshot. */
export interface MapView {
  readonly client: string;
  /** Every name in the record, shown or not. None of them may appear where people are shown without names. */
  readonly names: readonly string[];
  readonly rings: readonly Ring[];
  readonly people: readonly MapPerson[];
  /** The pairs of people who are mentioned together. */
  readonly among: readonly MentionedTogether[];
  /** Ties between other people, drawn by hand. */
  readonly between: readonly TieBetween[];
  readonly notes: readonly MapNote[];
  /** Whether the people who live with the client are drawn together. */
  readonly households: boolean;
  /** People without a place, with their last tie. */
  readonly tray: readonly Person[];
}

const shapes: Readonly<Partial<Record<PersonCategory, NodeShape>>> = {
  group: 'group',
  community: 'group',
  faith: 'group',
  professional: 'service',
  pet: 'pet',
};

export function shapeOf(person: Person): NodeShape {
  return shapes[person.category] ?? 'person';
}

/** The direction of help: by the help that is named, or else by the felt balance of give and take. */
export function flowOf(person: Person): Flow {
  const received = (person.support_received ?? []).some((kind) => kind !== 'none');
  const given = (person.support_given ?? []).some((kind) => kind !== 'none');
  if (received || given) return { toClient: received, toPerson: given };
  const balance = person.reciprocity ?? 0;
  return { toClient: balance > 0, toPerson: balance < 0 };
}

/** The working map, or one snapshot. */
export function viewOf(view: CourseView, snapshot?: MapSnapshot): MapView {
  const whole = wholeOf(view, snapshot);
  return snapshot ? kept(whole) : whole;
}

/**
 * A version keeps places, ties and notes. Wishes, help, the focus, households and events are known only as of today and
 * would be wrong for an earlier map.
 */
export function kept(view: MapView): MapView {
  const people = view.people.map((person) => ({
    ...person,
    wanted: null,
    flow: { toClient: false, toPerson: false },
    focus: false,
  }));
  return { ...view, people, among: [], households: false };
}

function wholeOf(view: CourseView, snapshot?: MapSnapshot): MapView {
  const people = view.course.people ?? [];
  const source = snapshot ?? view.map;
  const rings = ringsOf(source.ring_scheme);
  const known = new Set(rings.map(({ ring }) => ring));
  const outside = rings[rings.length - 1]?.ring ?? 1;
  const places = new Map(source.positions.map((position) => [position.person_id, position]));
  const relations = relationsOf(people);
  // A version from another program may have no qualities: then those of the inventory are shown.
  const tells = !snapshot || source.positions.some(({ quality }) => quality != null);
  const waiting = new Map(view.map.waiting?.map(({ person_id, quality }) => [person_id, quality]));
  return {
    client: nameOf(view),
    names: [view.course.client.display_name ?? '', ...people.map(({ label }) => label)],
    rings,
    people: people.flatMap((person) => {
      const position = places.get(person.id);
      if (!position) return [];
      const ring = known.has(position.ring) ? position.ring : outside;
      const { quality } = tells ? position : person;
      const shown = mapPerson(person, { ...position, quality }, ring);
      const died = shown.died && !livedOn(person, snapshot?.date);
      return [{ ...shown, died, relation: relations.get(person.id) ?? null }];
    }),
    among: mentionsTogether(view.course),
    between: drawnTies(source.ties ?? []),
    notes: source.placed_notes ?? [],
    households: true,
    tray: people
      .filter((person) => !person.removed && !places.has(person.id))
      .map((person) => (waiting.has(person.id) ? { ...person, quality: waiting.get(person.id) } : person)),
  };
}

/** The people who are drawn as living together with the client. One person alone is not drawn so. */
export function atHome({ people, households }: Pick<MapView, 'people' | 'households'>): ReadonlySet<string> {
  const home = people.flatMap(({ id, person }) => (person.context === 'household' ? [id] : []));
  return new Set(households && new Set(home).size > 1 ? home : []);
}

/** The quality of the tie: as drawn, or else as kept in the tray. */
export function qualityIn({ people, tray }: MapView, id: string): Quality | null {
  const placed = people.find((person) => person.id === id);
  if (placed) return placed.tie === 'unsaid' ? null : placed.tie;
  return tray.find((person) => person.id === id)?.quality ?? null;
}

export function mapPerson(person: Person, position: Position, ring: number): MapPerson {
  const wanted = person.closeness_wanted ?? null;
  return {
    id: person.id,
    label: person.label,
    relation: person.relation ?? null,
    ring,
    angle: position.angle_deg,
    person,
    tie: position.quality ?? 'unsaid',
    flow: flowOf(person),
    shape: shapeOf(person),
    died: person.alive === 'deceased',
    focus: person.focus_person ?? false,
    wanted: wanted === null || wanted === ring ? null : wanted,
  };
}

/** Whether a person who died was certainly alive on a day. Today none of them is. */
function livedOn({ death_date: on }: Person, day: string | undefined): boolean {
  const first = roughDate(on ?? '')?.firstDay ?? null;
  return day !== undefined && first !== null && day < first;
}

/** The text in the centre: the name of the client. */
function nameOf({ course: { client } }: CourseView): string {
  const name = client.display_name?.trim() ?? '';
  return name.split(/\s+/u)[0] || client.code;
}
