import type { MapChange } from '../../backend';
import { pointAt, type Point } from '../model/geometry';
import type { Place } from '../model/place';
import type { Node } from '../layout/layout';
import { bandOf, type Frame } from '../layout/rings';
import { type Shape, tenth } from './shapes';
import type { MapView } from '../model/view';

/** Two versions in one drawing: everybody of the later one, and the people who are no longer there. */
export function overlaid(
  then: MapView,
  now: MapView,
): { readonly view: MapView; readonly gone: ReadonlySet<string> } {
  const here = new Set(now.people.map(({ id }) => id));
  const gone = then.people.filter(({ id }) => !here.has(id));
  const ringOf = ringsOfNow(then, now);
  const people = gone.map((person) => ({ ...person, ring: ringOf(person.ring) }));
  return { view: { ...now, people: [...now.people, ...people] }, gone: new Set(gone.map(({ id }) => id)) };
}

/**
 * Finds the ring of the later map for a ring of the earlier one. The maps may have different numbers of rings; outside
 * stays outside.
 */
function ringsOfNow(then: MapView, now: MapView): (ring: number) => number {
  const [wasOutside, outside = 1] = [then, now].map(({ rings }) => rings[rings.length - 1]?.ring);
  const known = new Set(now.rings.map(({ ring }) => ring));
  return (ring) => (ring !== wasOutside && known.has(ring) ? ring : outside);
}

/** The people who moved, taken from the list of changes. */
export function movedIn(changes: readonly MapChange[]): ReadonlySet<string> {
  return new Set(changes.flatMap((change) => (change.change === 'moved' ? [change.person] : [])));
}

/** The earlier places: a faint outline, and an arrow from it to the present place. */
export function traces(
  then: MapView,
  now: MapView,
  moved: ReadonlySet<string>,
  nodes: ReadonlyMap<string, Node>,
  frame: Frame,
): readonly Shape[] {
  const ringOf = ringsOfNow(then, now);
  return then.people.flatMap(({ id, ring, angle }): Shape[] => {
    const node = nodes.get(id);
    const place = { ring: ringOf(ring), angle };
    return node && moved.has(id) ? moveArrow(pointIn(place, frame, node.radius), node) : [];
  });
}

function pointIn({ ring, angle }: Place, frame: Frame, radius: number): Point {
  const { inner, outer } = bandOf(frame, ring);
  const far = Number.isFinite(outer) ? (inner + outer) / 2 : inner + radius + 8;
  return pointAt(frame.centre, angle, far);
}

export function moveArrow(from: Point, { at, radius }: Pick<Node, 'at' | 'radius'>): Shape[] {
  const length = Math.hypot(at.x - from.x, at.y - from.y);
  const ghost = radius * 0.6;
  const outline: Shape = {
    kind: 'circle',
    style: 'was',
    x: tenth(from.x),
    y: tenth(from.y),
    r: tenth(ghost),
  };
  if (length < radius + ghost + 8) return [outline];
  const along = (far: number, aside = 0) => {
    const [dx, dy] = [(at.x - from.x) / length, (at.y - from.y) / length];
    return `${tenth(from.x + dx * far - dy * aside)} ${tenth(from.y + dy * far + dx * aside)}`;
  };
  const tip = length - radius - 6;
  return [
    outline,
    { kind: 'path', style: 'way', d: `M${along(ghost + 2)}L${along(tip)}` },
    { kind: 'path', style: 'way-head', d: `M${along(tip)}L${along(tip - 7, 3.5)}L${along(tip - 7, -3.5)}Z` },
  ];
}
