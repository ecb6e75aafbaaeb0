import { lengthOf, type Point } from '../model/geometry';

/** The path of a line, measured along its length. */
export interface LinePath {
  readonly length: number;
  readonly isStraight: boolean;
  /** The point at a distance along the path and to its right. */
  readonly at: (along: number, aside?: number) => Point;
}

export function straightPath(from: Point, to: Point): LinePath {
  const length = lengthOf(to.x - from.x, to.y - from.y);
  const [dx, dy] = [(to.x - from.x) / (length || 1), (to.y - from.y) / (length || 1)];
  return {
    length,
    isStraight: true,
    at: (along, aside = 0) => ({
      x: from.x + dx * along - dy * aside,
      y: from.y + dy * along + dx * aside,
    }),
  };
}

/** Points on the bend between two points with a control point. */
export function curvePoints(from: Point, towards: Point, to: Point, parts: number): readonly Point[] {
  return Array.from({ length: parts + 1 }, (_, index): Point => {
    const t = index / parts;
    const [one, two, three] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return {
      x: one * from.x + two * towards.x + three * to.x,
      y: one * from.y + two * towards.y + three * to.y,
    };
  });
}

/** The number of parts in which a bend is measured. */
const bendParts = 24;

/** The bend between two points with a control point. */
export function curvedPath(from: Point, towards: Point, to: Point): LinePath {
  const points = curvePoints(from, towards, to, bendParts);
  const sums = [0];
  points.slice(1).forEach((point, index) => {
    const before = points[index] ?? point;
    sums.push((sums[index] ?? 0) + lengthOf(point.x - before.x, point.y - before.y));
  });
  return {
    length: sums[bendParts] ?? 0,
    isStraight: false,
    at: (along, aside = 0) => {
      const next = sums.findIndex((sum, index) => index > 0 && sum >= along);
      const end = next < 0 ? bendParts : next;
      const [one, two] = [points[end - 1] ?? from, points[end] ?? to];
      const begin = sums[end - 1] ?? 0;
      const length = (sums[end] ?? 0) - begin || 1;
      const [dx, dy] = [(two.x - one.x) / length, (two.y - one.y) / length];
      return {
        x: one.x + dx * (along - begin) - dy * aside,
        y: one.y + dy * (along - begin) + dx * aside,
      };
    },
  };
}
