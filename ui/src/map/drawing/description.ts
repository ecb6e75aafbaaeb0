import { words } from '../../words';
import type { MapNote } from '../../backend';
import { otherEnd, tiesOf } from '../model/tiesBetween';
import { distanceBetween, pointAt, type Point } from '../model/geometry';
import { sectorAt, type Place, type Placed } from '../model/place';
import { usualRadii } from '../layout/rings';
import type { Ring } from '../../rings/scheme';
import type { Flow } from '../model/tie';
import { type MapPerson, type MapView, atHome } from '../model/view';

/** The name of a ring in this scheme. */
export function ringName(rings: readonly Ring[], ring: number): string {
  return words.map.ring(rings.find((it) => it.ring === ring)?.name ?? '');
}

/**
 * Everything that is drawn of a person in words, the most important first: "Leila, daughter, core, supportive, gives
 * and receives".
 */
export function describePerson(
  person: MapPerson,
  view: Pick<MapView, 'people' | 'rings' | 'between' | 'households'>,
): string {
  const texts = words.map.drawing;
  const parts = [
    person.label,
    person.relation ?? '',
    person.shape === 'person' ? '' : words.map.legend[person.shape],
    person.died ? texts.died : '',
    ringName(view.rings, person.ring),
    person.tie !== 'unsaid' ? words.map.qualities[person.tie] : '',
    flowName(person.flow),
    person.focus ? texts.focus : '',
    person.wanted === null ? '' : texts.wanted(ringName(view.rings, person.wanted)),
    atHome(view).has(person.id) ? words.map.legend.household : '',
    ...describeTies(person.id, view),
  ];
  // "Pet" is said once, even if the relation says it too.
  return texts.outline([...new Set(parts)]);
}

/** A person's ties to others in words: "with Tom: strained, do not speak". */
export function describeTies(id: string, { people, between }: Pick<MapView, 'people' | 'between'>): string[] {
  return tiesOf(between, id).flatMap((tie) => {
    const other = people.find((person) => person.id === otherEnd(tie, id));
    return other
      ? [words.map.ties.spoken(other.label, tie.tie === 'unsaid' ? null : tie.tie, tie.words)]
      : [];
  });
}

function flowName({ toClient, toPerson }: Flow): string {
  const texts = words.map.drawing.gives;
  if (toClient && toPerson) return texts.both;
  return toClient ? texts.toClient : toPerson ? texts.toPerson : texts.none;
}

/** A place in words, for screen readers and beside the pointer: "close, family". */
export function placeName(
  place: Place,
  rings: readonly Ring[],
): { readonly ring: string; readonly context: string } {
  const sector = sectorAt(place.angle);
  return { ring: ringName(rings, place.ring), context: sector ? words.map.contexts[sector.context] : '' };
}

/** A person within this distance of a note, in radii of the last ring, is near it. */
const near = 0.35;
const centre: Point = { x: 0, y: 0 };

/**
 * A note in words, with its ring, its life context and the nearest person: "Note: Since the move (close, family, near
 * Leila)".
 */
export function describeNote(
  { text, angle_deg: angle, distance }: MapNote,
  { people, rings }: { readonly people: readonly Placed[]; readonly rings: readonly Ring[] },
): string {
  const borders = usualRadii(rings.length - 1, 1);
  const index = borders.findIndex((border) => distance <= border);
  const { ring = 0 } = rings[index < 0 ? rings.length - 1 : index] ?? {};
  const at = pointAt(centre, angle, distance);
  const [nearest] = people
    .map((person) => ({ person, far: distanceBetween(at, usualPoint(person, rings, borders)) }))
    .filter(({ far }) => far <= near)
    .sort((one, other) => one.far - other.far);
  const here = placeName({ ring, angle }, rings);
  const { outline } = words.map.drawing;
  const by = nearest
    ? words.map.notes.near(outline([nearest.person.label, nearest.person.relation ?? '']))
    : '';
  return words.map.notes.spoken(text, outline([here.ring, here.context, by]));
}

/** The place of a person on a map without crowding, where the last ring has radius 1. */
function usualPoint({ ring, angle }: Place, rings: readonly Ring[], borders: readonly number[]): Point {
  const index = rings.findIndex((it) => it.ring === ring);
  const inner = index < 1 ? 0 : (borders[index - 1] ?? 1);
  const outer = borders[index] ?? 1.2;
  return pointAt(centre, angle, (inner + outer) / 2);
}
