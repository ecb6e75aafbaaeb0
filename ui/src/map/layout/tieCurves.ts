import { curvedPath, straightPath, type LinePath } from './linePath';
import { lengthOf, type Box, type Point } from '../model/geometry';
import { Obstacles, TrialCurve, type Obstacle } from './obstacles';
import type { Frame } from './rings';

/** The curve of a tie that avoids an obstacle: its start inside the client, and its control point. */
export interface TieCurve {
  readonly from: Point;
  /** Without a control point the line is straight. */
  readonly towards: Point | null;
}

/**
 * The curves to try: how far beside the middle of the client a line starts, how far it curves, and where along it most.
 */
const offsets = [0, 6, -6, 11, -11];
const sagittas = [0, 5, -5, 9, -9, 14, -14, 20, -20];
const skews = [0, 0.22, -0.22];
/** A line curves by no more than this part of its length. */
const most = 0.1;
const tries = offsets
  .flatMap((offset) => sagittas.flatMap((sagitta) => skews.map((skew) => ({ offset, sagitta, skew }))))
  .filter(({ offset, sagitta, skew }) => (sagitta === 0 ? skew === 0 && offset !== 0 : true))
  .map((it) => ({ ...it, dislike: dislikeOf(it) }))
  .sort((one, other) => one.dislike - other.dislike);
/** A curve must cost at least so much less than a straight line. */
const worth = 3;

function dislikeOf({ offset, sagitta, skew }: Record<'offset' | 'sagitta' | 'skew', number>): number {
  return Math.abs(offset) * 0.15 + Math.abs(sagitta) * 0.2 + (sagitta === 0 ? 0 : 1) + (skew === 0 ? 0 : 1);
}

/** A person at the end of a tie. */
interface End extends Obstacle {
  readonly names: readonly Box[];
}

/**
 * The curve of the tie to each person; `null` where the tie is straight, which is the usual case. A tie curves a
 * little, and only to avoid a name or another node.
 */
export function tieCurves(ends: readonly End[], frame: Frame): readonly (TieCurve | null)[] {
  const all = new Obstacles(
    ends.flatMap(({ names }) => names),
    ends,
  );
  const line = new TrialCurve();
  return ends.map((end) => curveTo(end, all, line, frame));
}

function curveTo(end: End, all: Obstacles, line: TrialCurve, { centre, client }: Frame): TieCurve | null {
  const [dx, dy] = [end.x - centre.x, end.y - centre.y];
  const far = lengthOf(dx, dy) || 1;
  const [ux, uy] = [dx / far, dy / far];
  const at = (along: number, aside = 0): Point => ({
    x: centre.x + ux * along - uy * aside,
    y: centre.y + uy * along + ux * aside,
  });
  line.bend(at(client), at(far / 2), at(far - end.radius));
  const plain = all.costOf(line, end, null);
  if (plain < worth) return null;
  const room = most * far;
  let best: TieCurve | null = null;
  let least = plain - worth;
  for (const { offset, sagitta, skew, dislike } of tries) {
    if (dislike >= least) break;
    if (Math.abs(sagitta) > room) continue;
    const from = at(0, offset);
    const towards = at(far * (0.5 + skew), offset / 2 + 2 * sagitta);
    line.bend(from, towards, end);
    const cost = dislike + all.costOf(line, end, null, least - dislike);
    if (cost >= least) continue;
    least = cost;
    best = { from, towards: sagitta === 0 ? null : towards };
  }
  return best;
}

/** The line to a person from the middle of the client, or from beside it. */
export function tiePathTo(at: Point, curve: TieCurve | null, { centre }: Frame): LinePath {
  const from = curve?.from ?? centre;
  return curve?.towards ? curvedPath(from, curve.towards, at) : straightPath(from, at);
}

/** The point of that line at which it leaves the client. */
export function edgeOf({ centre }: Frame, curve: TieCurve | null, reach: number): number {
  if (!curve) return reach;
  const offset = lengthOf(curve.from.x - centre.x, curve.from.y - centre.y);
  return Math.sqrt(reach * reach - offset * offset);
}
