import type { MapChange } from '../backend';
import { pointAt, type Place, type Point } from './geometry';
import type { Node } from './layout';
import { bandOf, type Frame } from './rings';
import type { Shape } from './shapes';
import { tenth } from './ties';
import type { MapView } from './view';

/** Then and now on one drawing: everybody of now, and whoever is no longer there. */
export function together(
  then: MapView,
  now: MapView,
): { readonly view: MapView; readonly gone: ReadonlySet<string> } {
  const here = new Set(now.people.map(({ id }) => id));
  const gone = then.people.filter(({ id }) => !here.has(id));
  const [wasOutside, outside] = [then, now].map(({ rings }) => rings[rings.length - 1]?.ring ?? 1);
  const known = new Set(now.rings.map(({ ring }) => ring));
  const people = gone.map((person) => {
    const inside = person.ring !== wasOutside && known.has(person.ring);
    return { ...person, ring: inside ? person.ring : (outside ?? 1) };
  });
  return { view: { ...now, people: [...now.people, ...people] }, gone: new Set(gone.map(({ id }) => id)) };
}

/** Who moved, as the list of changes has it, and the ring of now they stood in: rings may have become more or fewer. */
export function movedIn(changes: readonly MapChange[]): ReadonlyMap<string, number> {
  return new Map(
    changes.flatMap((change) =>
      change.change === 'moved' ? [[change.person, change.to + change.nearer] as const] : [],
    ),
  );
}

/** Where people stood then: a faint outline, and the way from it to where they stand now. */
export function traces(
  then: MapView,
  moved: ReadonlyMap<string, number>,
  nodes: ReadonlyMap<string, Node>,
  frame: Frame,
): readonly Shape[] {
  return then.people.flatMap(({ id, angle }): Shape[] => {
    const [node, ring] = [nodes.get(id), moved.get(id)];
    return node && ring !== undefined ? way(standing({ ring, angle }, frame, node.radius), node) : [];
  });
}

function standing({ ring, angle }: Place, frame: Frame, radius: number): Point {
  const { inner, outer } = bandOf(frame, ring);
  const far = Number.isFinite(outer) ? (inner + outer) / 2 : inner + radius + 8;
  return pointAt(frame.centre, angle, far);
}

export function way(from: Point, { at, radius }: Pick<Node, 'at' | 'radius'>): Shape[] {
  const length = Math.hypot(at.x - from.x, at.y - from.y);
  const ghost = radius * 0.6;
  const outline: Shape = { kind: 'circle', look: 'was', x: tenth(from.x), y: tenth(from.y), r: tenth(ghost) };
  if (length < radius + ghost + 8) return [outline];
  const along = (far: number, aside = 0) => {
    const [dx, dy] = [(at.x - from.x) / length, (at.y - from.y) / length];
    return `${tenth(from.x + dx * far - dy * aside)} ${tenth(from.y + dy * far + dx * aside)}`;
  };
  const tip = length - radius - 6;
  return [
    outline,
    { kind: 'path', look: 'way', d: `M${along(ghost + 2)}L${along(tip)}` },
    { kind: 'path', look: 'way-head', d: `M${along(tip)}L${along(tip - 7, 3.5)}L${along(tip - 7, -3.5)}Z` },
  ];
}
