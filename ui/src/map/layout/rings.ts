import type { Ring } from '../../rings/scheme';
import { angleOf, distanceBetween, type Point, type Size } from '../model/geometry';
import type { Place } from '../model/place';

/** The circles on the paper. `radii[i]` is the outer border of the i-th ring; the outside has none. */
export interface Frame {
  readonly size: Size;
  readonly centre: Point;
  /** Radius of the client in the middle. */
  readonly client: number;
  readonly radii: readonly number[];
  /** Ring numbers from the centre outwards; the last is the outside. */
  readonly order: readonly number[];
}

/** The room that a ring needs: the area of its people, and its least width. */
export interface Need {
  readonly area: number;
  readonly width: number;
}

/** The least length of a tie, so that even the shortest is seen. */
const shortestTie = 18;

/** Circles with the usual proportions: rings are wider towards the centre. */
export function usualRadii(count: number, outermost: number): number[] {
  return Array.from({ length: count }, (_, index) => outermost * ((index + 1) / count) ** 0.68);
}

/**
 * Circles for this paper. They have the usual proportions if everybody fits. A ring with too many people grows at the
 * cost of rings with room to spare. `undefined` if there is not enough room.
 */
export function frameFor(
  rings: readonly Ring[],
  size: Size,
  { client, rim }: { readonly client: number; readonly rim: number },
  needs: ReadonlyMap<number, Need> = new Map(),
): Frame | undefined {
  const order = rings.map(({ ring }) => ring);
  const inner = order.slice(0, -1);
  const outermost = Math.min(size.width, size.height) / 2 - rim;
  const outside = needs.get(order[order.length - 1] ?? 0)?.area ?? 0;
  if (outside > size.width * size.height - Math.PI * outermost ** 2) return undefined;
  const usual = usualRadii(inner.length, outermost);
  const needed = inner.map((ring) => needs.get(ring) ?? { area: 0, width: 0 });

  const limits = new Array<number>(inner.length).fill(outermost);
  for (let index = inner.length - 2; index >= 0; index -= 1) {
    limits[index] = inwards(limits[index + 1] ?? 0, needed[index + 1]);
  }
  let last = client + shortestTie;
  const radii = inner.map((_, index) => {
    const least = outwards(last, needed[index]);
    const radius = Math.min(Math.max(usual[index] ?? 0, least), limits[index] ?? 0);
    const fits = radius >= least - 1e-6;
    last = radius;
    return fits ? radius : Number.NaN;
  });
  if (radii.some(Number.isNaN)) return undefined;
  return { size, centre: { x: size.width / 2, y: size.height / 2 }, client, radii, order };
}

function outwards(radius: number, need: Need = { area: 0, width: 0 }): number {
  return Math.max(radius + need.width, Math.sqrt(radius ** 2 + need.area / Math.PI));
}

function inwards(radius: number, need: Need = { area: 0, width: 0 }): number {
  return Math.min(radius - need.width, Math.sqrt(Math.max(radius ** 2 - need.area / Math.PI, 0)));
}

/** The inner and the outer border of a ring; the outside ends at the edge of the paper. */
export function bandOf(frame: Frame, ring: number): { readonly inner: number; readonly outer: number } {
  const index = frame.order.indexOf(ring);
  const place = index < 0 ? frame.radii.length : index;
  const inner = place === 0 ? frame.client + shortestTie : (frame.radii[place - 1] ?? 0);
  return { inner, outer: frame.radii[place] ?? Number.POSITIVE_INFINITY };
}

/** The ring and angle of a point on the paper. */
export function placeAt(frame: Frame, point: Point): Place {
  const distance = distanceBetween(frame.centre, point);
  const index = frame.radii.findIndex((radius) => distance <= radius);
  const ring = frame.order[index < 0 ? frame.order.length - 1 : index] ?? 1;
  return { ring, angle: angleOf(frame.centre, point) };
}
