import type { LifeContext, Person } from '../../backend';
import { turned } from './geometry';

/** A place as it is stored. The ring carries the meaning; the angle is the position in it. */
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
  /** Has a second ring around the node. */
  readonly focus: boolean;
  /** The ring that the client wishes for, if it is another one. */
  readonly wanted?: number | null;
}

/** A life context and its sector of the circle, clockwise from the border `from` to the border `to`. */
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

/** The middle of a sector. */
export function middleOf(sector: Sector): number {
  return turned(sector.from + ((sector.to - sector.from + 360) % 360) / 2);
}

/** The sector of an angle. */
export function sectorAt(angle: number): Sector | undefined {
  return sectors.find(({ from, to }) => (angle - from + 360) % 360 < (to - from + 360) % 360);
}

/** The place of a person who is not dragged to one: in their sector, in the widest gap between people. */
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
