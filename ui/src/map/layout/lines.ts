import { lengthInside, lengthOf, type Box, type Point } from '../model/geometry';
import { wantedOutline } from './wantedOutline';
import type { Placed } from '../model/place';
import type { Frame } from './rings';
import type { Body } from './body';

/** A drawn line on which text is hard to read. */
export interface Line {
  readonly from: Point;
  readonly to: Point;
  /** The person whose line it is, by their index. */
  readonly of: number;
}

/** The ties to all people, and the lines to their wished places. */
export function linesOf(
  people: readonly Placed[],
  bodies: readonly Body[],
  frame: Frame,
  nodeRadius: number,
): readonly (readonly Line[])[] {
  return bodies.map((body, index) => linesTo(body, people[index], index, frame, nodeRadius));
}

export function linesTo(
  body: Point & Pick<Body, 'radius'>,
  person: Placed | undefined,
  of: number,
  frame: Frame,
  nodeRadius: number,
): readonly Line[] {
  const { centre, client } = frame;
  const far = lengthOf(body.x - centre.x, body.y - centre.y) || 1;
  const along = (length: number): Point => ({
    x: centre.x + ((body.x - centre.x) / far) * length,
    y: centre.y + ((body.y - centre.y) / far) * length,
  });
  const tie: Line = { from: along(client), to: along(far - body.radius), of };
  const wanted = person?.wanted ?? null;
  if (wanted === null) return [tie];
  const { at, radius, trace } = wantedOutline(wanted, body, nodeRadius, frame);
  const across = { x: -(body.y - centre.y) / far, y: (body.x - centre.x) / far };
  const edge = (sign: 1 | -1): Point => ({
    x: at.x + sign * across.x * radius,
    y: at.y + sign * across.y * radius,
  });
  // For wider text, two diameters stand for a whole circle.
  return [tie, { ...trace, of }, { from: edge(1), to: edge(-1), of }];
}

/** A curved line in straight parts, which words avoid. */
export function segmentsOf(line: readonly Point[], of: number): readonly Line[] {
  return line.slice(1).map((to, index) => ({ from: line[index] ?? to, to, of }));
}

/** Text on a line is hard to read, worst on the person's own line. */
export function costOf(box: Box, lines: readonly Line[], self: number): number {
  const left = box.x;
  const right = box.x + box.width;
  const top = box.y;
  const bottom = box.y + box.height;
  let cost = 0;
  for (const { from, to, of } of lines) {
    if (from.x < left ? to.x < left : from.x > right && to.x > right) continue;
    if (from.y < top ? to.y < top : from.y > bottom && to.y > bottom) continue;
    const inside = lengthInside(box, from, to);
    if (inside > 0) cost += 3 + inside * (of === self ? 0.4 : 0.25);
  }
  return cost;
}

/** Whether a line comes that near to a point. */
export function isNear({ from, to }: Line, { x, y }: Point, reach: number): boolean {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length2 = dx * dx + dy * dy || 1;
  const part = Math.min(Math.max(((x - from.x) * dx + (y - from.y) * dy) / length2, 0), 1);
  const ox = from.x + dx * part - x;
  const oy = from.y + dy * part - y;
  return ox * ox + oy * oy < reach * reach;
}
