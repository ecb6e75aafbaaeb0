import type { LifeContext, Person } from '../../backend';
import { turned } from './geometry';

/** A place as it is stored: the ring is meaning, the angle is where in it. */
export interface Place {
  readonly ring: number;
  /** Degrees from the top, clockwise, 0 ≤ angle < 360. */
  readonly angle: number;
}

/** A person with a place on the map. */
export interface Placed extends Place {
  readonly id: string;
  readonly label: string;
  readonly relation: string | null;
  /** Has a second ring around the first. */
  readonly focus: boolean;
  /** The ring the client would like, where it is another. */
  readonly wanted?: number | null;
}

/** A part of life and its slice of the circle, clockwise `from` a border `to` the next. */
export interface Sector {
  readonly context: Exclude<LifeContext, 'past'>;
  readonly from: number;
  readonly to: number;
}

export const sectors: readonly Sector[] = [
  { context: 'household', from: 265, to: 325 },
  { context: 'family', from: 325, to: 45 },
  { context: 'friends', from: 45, to: 110 },
  { context: 'work', from: 110, to: 180 },
  { context: 'community', from: 180, to: 227 },
  { context: 'services', from: 227, to: 265 },
];

/** The middle of a slice of the circle. */
export function middleOf(sector: Sector): number {
  return turned(sector.from + ((sector.to - sector.from + 360) % 360) / 2);
}

/** The slice an angle lies in. */
export function sectorAt(angle: number): Sector | undefined {
  return sectors.find(({ from, to }) => (angle - from + 360) % 360 < (to - from + 360) % 360);
}

/**
 * Where somebody is put who is placed without being dragged: in their part of life, in the widest gap
 * between those already there.
 */
export function freePlace(person: Person, ring: number, placed: readonly Place[]): Place {
  const sector = sectors.find(({ context }) => context === person.context);
  const from = sector?.from ?? 0;
  const width = sector ? (sector.to - sector.from + 360) % 360 : 360;
  const taken = placed
    .filter((place) => place.ring === ring)
    .map((place) => (place.angle - from + 360) % 360)
    .filter((angle) => angle < width)
    .sort((one, other) => one - other);
  if (taken.length === 0) return { ring, angle: sector ? middleOf(sector) : 0 };
  const edges = [0, ...taken, width];
  const gaps = edges.slice(1).map((edge, index) => {
    const start = edges[index] ?? 0;
    return { middle: (start + edge) / 2, width: edge - start };
  });
  const widest = gaps.reduce((best, gap) => (gap.width > best.width + 0.01 ? gap : best));
  return { ring, angle: turned(from + widest.middle) };
}
