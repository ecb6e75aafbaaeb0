import { distanceBetween, lengthOf, overlapOf, type Box, type Point } from './geometry';
import type { Node } from './layout';
import type { Frame } from './rings';
import type { Shape } from './shapes';
import { wrapped, type Measure } from './text';
import { bendOf, bentTie, tenth, type Bend } from './ties';
import type { MapView } from './view';

/** How far a household reaches around its people. */
const reach = 9;

/** What lies under people and their ties: who lives together, who is told of together, ties among others. */
export function underlay(
  view: MapView,
  nodes: ReadonlyMap<string, Node>,
  frame: Frame,
  measure: Measure,
): readonly Shape[] {
  const home = view.households
    ? view.people.flatMap(({ id, person }) => (person.context === 'household' ? (nodes.get(id) ?? []) : []))
    : [];
  return [...household(home), ...told(view, nodes, frame), ...drawn(view, nodes, frame, measure)];
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

/** The point a bend is drawn towards: away from the client, so that none is taken for a tie to them. */
function outwards(from: Point, to: Point, { centre, client }: Frame): Point {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [dx, dy] = [middle.x - centre.x, middle.y - centre.y];
  const away = lengthOf(dx, dy);
  const across = distanceBetween(from, to) || 1;
  // Across the middle there is no outwards: it goes round the client, the same way every time.
  const side =
    away > client
      ? { x: dx / away, y: dy / away }
      : { x: (to.y - from.y) / across, y: (from.x - to.x) / across };
  const bend = Math.max(across * 0.22, away > client ? 0 : 2 * (client - away) + 60);
  return { x: middle.x + side.x * bend, y: middle.y + side.y * bend };
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

/** Ties among others, in the same patterns as ties to the client, and the word beside each. */
function drawn(
  { between }: MapView,
  nodes: ReadonlyMap<string, Node>,
  frame: Frame,
  measure: Measure,
): Shape[] {
  return between.flatMap(({ one, other, tie, words }): Shape[] => {
    const [from, to] = [nodes.get(one), nodes.get(other)];
    if (!from || !to) return [];
    const bend = bendOf(from.at, outwards(from.at, to.at, frame), to.at);
    const line = bentTie(tie, bend, from.radius + 3, bend.length - to.radius - 3);
    return [...line, ...wordOn(bend, words, [...nodes.values()], measure)];
  });
}

const wordSize = 11;
const wordWidth = 110;
/** Where on the bend a word may stand: the middle first. */
const wordPlaces = [0.5, 0.4, 0.6, 0.3, 0.7];

/** A word on a bend, where it is in nobody's way; names are painted over it in any case. */
function wordOn(bend: Bend, words: string | null, nodes: readonly Node[], measure: Measure): Shape[] {
  const [text] = wrapped(words ?? '', wordWidth, 1, (it) => measure(it, wordSize, 'regular'));
  if (text === undefined) return [];
  const width = measure(text, wordSize, 'regular');
  const covered = wordPlaces.map((share) => {
    const at = bend.at(bend.length * share);
    const box: Box = { x: at.x - width / 2, y: at.y - wordSize / 2, width, height: wordSize };
    const overlap = nodes.reduce((sum, node) => {
      const { x, y } = node.at;
      const round = {
        x: x - node.radius,
        y: y - node.radius,
        width: 2 * node.radius,
        height: 2 * node.radius,
      };
      return sum + overlapOf(box, node.label.box) + overlapOf(box, round);
    }, 0);
    return { at, overlap };
  });
  const best = covered.reduce((one, next) => (next.overlap < one.overlap ? next : one));
  const [x, y] = [tenth(best.at.x), tenth(best.at.y + wordSize * 0.35)];
  return [{ kind: 'text', look: 'relation', x, y, size: wordSize, text }];
}
