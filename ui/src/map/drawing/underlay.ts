import { distanceBetween, type Box, type Point } from '../model/geometry';
import type { Node } from '../layout/layout';
import { edgeAround } from './outline';
import { type Shape, tenth } from './shapes';
import { lineAlong, tieAlong } from './tieLine';
import type { MapView } from '../model/view';
import type { TieRoute } from './routes';

/** The margin of a household around its people. */
const reach = 9;

/** The shapes under people and their ties: households, people mentioned together, ties between others. */
export function underlay(
  view: MapView,
  nodes: ReadonlyMap<string, Node>,
  routes: readonly TieRoute[],
  names: readonly Box[],
): readonly Shape[] {
  const home = view.households
    ? view.people.flatMap(({ id, person }) => (person.context === 'household' ? (nodes.get(id) ?? []) : []))
    : [];
  return [...household(home), ...routes.flatMap((route) => lineOf(route, names))];
}

/** One shape around the people of a household, along the shortest connections between them. */
function household(nodes: readonly Node[]): Shape[] {
  const capsules = spanningTree(nodes).map(([one, other]) => ({
    from: one.at,
    to: other.at,
    radius: one.radius + reach,
  }));
  if (capsules.length === 0) return [];
  const d = capsules.map(({ from, to, radius }) => capsule(from, to, radius)).join('');
  return [
    { kind: 'path', style: 'household', d },
    { kind: 'path', style: 'household-edge', d: edgeAround(capsules) },
  ];
}

/** Connects all people of a household with the shortest lines, so that nobody else is enclosed. */
function spanningTree([first, ...others]: readonly Node[]): (readonly [Node, Node])[] {
  if (!first) return [];
  const edges: (readonly [Node, Node])[] = [];
  /** The people not connected yet, each with the nearest connected person. */
  let waiting = others.map((node) => ({ node, to: first, far: distanceBetween(first.at, node.at) }));
  for (;;) {
    const [start, ...rest] = waiting;
    if (!start) return edges;
    const next = rest.reduce((best, it) => (it.far < best.far ? it : best), start);
    edges.push([next.to, next.node]);
    waiting = waiting.flatMap((it) => {
      if (it === next) return [];
      const far = distanceBetween(next.node.at, it.node.at);
      return [far < it.far ? { node: it.node, to: next.node, far } : it];
    });
  }
}

/** A stroke with round ends as an outline. All outlines run clockwise, so that overlapping ones merge. */
function capsule(from: Point, to: Point, radius: number): string {
  const length = distanceBetween(from, to) || 1;
  const aside = { x: (-(to.y - from.y) / length) * radius, y: ((to.x - from.x) / length) * radius };
  const corner = (at: Point, sign: 1 | -1) =>
    `${tenth(at.x + sign * aside.x)} ${tenth(at.y + sign * aside.y)}`;
  const turn = `A${tenth(radius)} ${tenth(radius)} 0 0 1`;
  return `M${corner(from, -1)}L${corner(to, -1)}${turn} ${corner(to, 1)}L${corner(from, 1)}${turn} ${corner(from, -1)}Z`;
}

/**
 * Lines between others: first those derived from events, then those drawn by hand, in the patterns of ties to the
 * client.
 */
function lineOf({ from, to, path, drawn }: TieRoute, names: readonly Box[]): readonly Shape[] {
  const [start, end] = [from.radius + 3, path.length - to.radius - 3];
  return drawn
    ? tieAlong(drawn.tie, path, start, end, undefined, names)
    : lineAlong('together', path, start, end, names);
}
