import { curvedPath, curvePoints, type LinePath } from '../layout/linePath';
import { distanceBetween, type Point } from '../model/geometry';
import { Obstacles, TrialCurve, type Obstacle } from '../layout/obstacles';
import type { TieBetween, MentionedTogether } from '../model/tiesBetween';
import { clearingOf } from '../layout/label';
import type { Layout, Node } from '../layout/layout';
import type { Frame } from '../layout/rings';
import type { MapView } from '../model/view';

/** The least distance between the client and a tie between others. */
const clear = 8;
/**
 * The bends to try, in parts of the length of the line: away from the client or, if negative, towards them. `skew`
 * moves the widest point along the line.
 */
const tries = [
  0.22, 0.16, 0.1, 0.28, 0.36, 0.44, 0.52, 0.6, 0.8, 1, 1.25, -0.1, -0.16, -0.22, -0.28, -0.36, -0.44, -0.52,
]
  .flatMap((bend) =>
    [0, 0.2, -0.2, 0.36, -0.36].map((skew) => ({ bend, skew, dislike: dislikeOf(bend, skew) })),
  )
  .sort((one, other) => one.dislike - other.dislike);

/** The cost of a route without obstacles: more for a wide bend, and for one on the side of the client. */
function dislikeOf(bend: number, skew: number): number {
  return 16 * Math.abs(Math.abs(bend) - 0.2) + (bend < 0 ? 2 : 0) + Math.abs(skew) * 5;
}

const throughClient = 1000;
const offPaper = 60;
const parts = 12;

/** A line between two other people, drawn by hand or derived from an event. */
export interface TieRoute {
  readonly from: Node;
  readonly to: Node;
  readonly path: LinePath;
  /** The line in straight parts, which words avoid. */
  readonly line: readonly Point[];
  /** The tie drawn by hand; `null` if the two are only mentioned together. */
  readonly drawn: TieBetween | null;
}

/** The routes of all lines between other people. */
export function routesBetween({ among, between }: MapView, { nodes, frame }: Layout): readonly TieRoute[] {
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const obstacles = new Map(nodes.map(({ id, at, radius }) => [id, { ...at, radius }]));
  const all = new Obstacles(
    nodes.flatMap(({ label }) => label.lines.map(clearingOf)),
    [...obstacles.values()],
  );
  const tried = new TrialCurve();
  const byHand = new Set(between.map(pair));
  const told = among.filter((it) => !byHand.has(pair(it)));
  const lines = [
    ...told.map((it) => ({ ...it, drawn: null })),
    ...between.map((it) => ({ ...it, drawn: it })),
  ];
  return lines.flatMap(({ one, other, drawn }): TieRoute[] => {
    const [from, to] = [nodeById.get(one), nodeById.get(other)];
    const [start, end] = [obstacles.get(one), obstacles.get(other)];
    if (!from || !to || !start || !end) return [];
    const towards = towardsWhere(start, end, all, tried, frame);
    const path = curvedPath(from.at, towards, to.at);
    return [{ from, to, drawn, path, line: curvePoints(from.at, towards, to.at, parts) }];
  });
}

function pair({ one, other }: MentionedTogether | TieBetween): string {
  return [one, other].sort().join(' ');
}

/**
 * The control point of a line between two others. The line is bent, so that it does not look like a tie to the client.
 * It goes round the client and, where it can, round everybody and every name.
 */
function towardsWhere(from: Obstacle, to: Obstacle, all: Obstacles, line: TrialCurve, frame: Frame): Point {
  const across = distanceBetween(from, to) || 1;
  const along = { x: (to.x - from.x) / across, y: (to.y - from.y) / across };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const away = along.y * (middle.x - frame.centre.x) - along.x * (middle.y - frame.centre.y) < 0 ? -1 : 1;
  let best: Point = middle;
  let least = Number.POSITIVE_INFINITY;
  for (const { bend, skew, dislike } of tries) {
    if (dislike >= least) break;
    const aside = away * bend * across;
    const towards = {
      x: middle.x + along.y * aside + along.x * skew * across,
      y: middle.y - along.x * aside + along.y * skew * across,
    };
    line.bend(from, towards, to);
    let cost = dislike + penalty(line, frame);
    if (cost < least) cost += all.costOf(line, from, to, least - cost);
    if (cost >= least) continue;
    least = cost;
    best = towards;
  }
  return best;
}

/** The cost of a line that crosses the client or leaves the paper. */
function penalty(line: TrialCurve, { centre, client, size }: Frame): number {
  const edge = 3;
  const onPaper =
    line.left >= edge &&
    line.top >= edge &&
    line.right <= size.width - edge &&
    line.bottom <= size.height - edge;
  const through = line.passes(centre.x, centre.y, client + clear);
  return (through ? throughClient : 0) + (onPaper ? 0 : offPaper);
}
