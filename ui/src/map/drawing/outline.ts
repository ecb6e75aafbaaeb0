import { around, distanceBetween, grown, type Point } from '../model/geometry';
import { Grid } from '../layout/grid';
import { tenth } from './shapes';

/** A stroke with round ends. */
export interface Capsule {
  readonly from: Point;
  readonly to: Point;
  readonly radius: number;
}

/** The length of one step along an edge. */
const step = 3;

/** The outline of overlapping capsules. Edges that lie inside another capsule are left out. */
export function edgeAround(capsules: readonly Capsule[]): string {
  const grid = new Grid(capsules.map(({ from, to, radius }) => grown(around([from, to]), radius)));
  return capsules
    .map((capsule, self) => {
      let down = false;
      return edgeOf(capsule)
        .map((point) => {
          const inside = grid.at(point).some((index) => {
            const other = index === self ? undefined : capsules[index];
            return other && distanceTo(other, point) < other.radius - 0.05;
          });
          const pen = inside ? '' : `${down ? 'L' : 'M'}${tenth(point.x)} ${tenth(point.y)}`;
          down = !inside;
          return pen;
        })
        .join('');
    })
    .join('');
}

/** Points all around a capsule; the last is the first again. */
function edgeOf({ from, to, radius }: Capsule): readonly Point[] {
  const turned = Math.atan2(to.y - from.y, to.x - from.x);
  const half = (at: Point, begin: number): Point[] => {
    const parts = Math.ceil((Math.PI * radius) / step);
    return Array.from({ length: parts + 1 }, (_, part) => {
      const angle = begin + (Math.PI * part) / parts;
      return { x: at.x + radius * Math.cos(angle), y: at.y + radius * Math.sin(angle) };
    });
  };
  const [far, near] = [half(to, turned - Math.PI / 2), half(from, turned + Math.PI / 2)];
  return [...far, ...side(far.at(-1), near[0]), ...near, ...side(near.at(-1), far[0])];
}

function side(from: Point | undefined, to: Point | undefined): readonly Point[] {
  if (!from || !to) return [];
  const parts = Math.ceil(distanceBetween(from, to) / step);
  return Array.from({ length: parts }, (_, part) => {
    const share = (part + 1) / parts;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  });
}

/** The distance of a point from the middle line. */
function distanceTo({ from, to }: Capsule, point: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return distanceBetween(point, { x: from.x + dx * share, y: from.y + dy * share });
}
