import { distanceBetween, type Point } from './geometry';
import type { Node } from './layout';
import type { Frame } from './rings';
import type { Shape } from './shapes';
import { bendOf, bentTie, tenth, type Bend } from './ties';
import type { MapView } from './view';

/** How far a household reaches around its people. */
const reach = 9;

/** What lies under people and their ties: who lives together, who is told of together, ties among others. */
export function underlay(view: MapView, nodes: ReadonlyMap<string, Node>, frame: Frame): readonly Shape[] {
  const home = view.households
    ? view.people.flatMap(({ id, person }) => (person.context === 'household' ? (nodes.get(id) ?? []) : []))
    : [];
  return [...household(home), ...told(view, nodes, frame), ...drawn(view, nodes, frame)];
}

/** One shape around the people of a household, along the shortest way from each to the next. */
function household(nodes: readonly Node[]): Shape[] {
  const d = shortestWay(nodes).map(([one, other]) => capsule(one.at, other.at, one.radius + reach));
  return d.length > 0 ? [{ kind: 'path', look: 'household', d: d.join('') }] : [];
}

/** Everybody joined by the least of lines, so that nobody else is taken in. */
function shortestWay(nodes: readonly Node[]): (readonly [Node, Node])[] {
  const [first, ...waiting] = nodes;
  const joined = first ? [first] : [];
  const way: (readonly [Node, Node])[] = [];
  while (waiting.length > 0) {
    let best: readonly [Node, Node] | undefined;
    for (const there of joined) {
      for (const next of waiting) {
        const near = best ? distanceBetween(best[0].at, best[1].at) : Number.POSITIVE_INFINITY;
        if (distanceBetween(there.at, next.at) < near) best = [there, next];
      }
    }
    if (!best) break;
    way.push(best);
    joined.push(best[1]);
    waiting.splice(waiting.indexOf(best[1]), 1);
  }
  return way;
}

/** A stroke with round ends as an outline; every one of them runs clockwise, so that they join. */
function capsule(from: Point, to: Point, radius: number): string {
  const length = distanceBetween(from, to) || 1;
  const aside = { x: (-(to.y - from.y) / length) * radius, y: ((to.x - from.x) / length) * radius };
  const corner = (at: Point, sign: 1 | -1) =>
    `${tenth(at.x + sign * aside.x)} ${tenth(at.y + sign * aside.y)}`;
  const turn = `A${tenth(radius)} ${tenth(radius)} 0 0 1`;
  return `M${corner(from, -1)}L${corner(to, -1)}${turn} ${corner(to, 1)}L${corner(from, 1)}${turn} ${corner(from, -1)}Z`;
}

/** How far a tie among others stays from the client. */
const clear = 8;
/** How far a line is bent, in its own lengths: the first that goes round the client. */
const bends = [0.22, 0.4, 0.6, 0.8, 1, 1.25];
const looks = 16;

/** The point a bend is drawn towards: away from the client, so that none is taken for a tie to them. */
function outwards(from: Point, to: Point, { centre, client }: Frame): Point {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const across = distanceBetween(from, to) || 1;
  const aside = { x: (to.y - from.y) / across, y: (from.x - to.x) / across };
  const away = aside.x * (middle.x - centre.x) + aside.y * (middle.y - centre.y) < 0 ? -1 : 1;
  const side = { x: away * aside.x, y: away * aside.y };
  const towards = bends.map((bend) => ({
    x: middle.x + side.x * across * bend,
    y: middle.y + side.y * across * bend,
  }));
  const round = towards.find((point) => {
    const bend = bendOf(from, point, to);
    const steps = Array.from({ length: looks }, (_, step) => bend.at((bend.length * (step + 0.5)) / looks));
    return steps.every((step) => distanceBetween(step, centre) > client + clear);
  });
  return round ?? towards[towards.length - 1] ?? middle;
}

/** Whoever an event tells of together. */
function told({ among, between }: MapView, nodes: ReadonlyMap<string, Node>, frame: Frame): Shape[] {
  return among.flatMap(({ one, other }): Shape[] => {
    const [from, to] = [nodes.get(one)?.at, nodes.get(other)?.at];
    const drawnToo = between.some((it) => [it.one, it.other].sort().join(' ') === `${one} ${other}`);
    if (!from || !to || drawnToo) return [];
    const towards = outwards(from, to, frame);
    const d = `M${tenth(from.x)} ${tenth(from.y)}Q${tenth(towards.x)} ${tenth(towards.y)} ${tenth(to.x)} ${tenth(to.y)}`;
    return [{ kind: 'path', look: 'together', d }];
  });
}

/** The line between two others, round the client. */
export function bendBetween(from: Node, to: Node, frame: Frame): Bend {
  return bendOf(from.at, outwards(from.at, to.at, frame), to.at);
}

/** Ties among others, in the same patterns as ties to the client. */
function drawn({ between }: MapView, nodes: ReadonlyMap<string, Node>, frame: Frame): Shape[] {
  return between.flatMap(({ one, other, tie }): Shape[] => {
    const [from, to] = [nodes.get(one), nodes.get(other)];
    if (!from || !to) return [];
    const bend = bendBetween(from, to, frame);
    return bentTie(tie, bend, from.radius + 3, bend.length - to.radius - 3);
  });
}
