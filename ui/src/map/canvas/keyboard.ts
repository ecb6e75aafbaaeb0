import { turned } from '../model/geometry';
import type { Place } from '../model/place';
import type { Ring } from '../../rings/scheme';

/** One key press turns a person by this many degrees; with Shift by more. */
const fine = 5;
const coarse = 15;

/**
 * The place to which an arrow key moves a person: along the ring, or one ring in or out. Undefined for any other key.
 */
export function placeForKey(
  key: string,
  place: Place,
  rings: readonly Ring[],
  far = false,
): Place | undefined {
  const turn = far ? coarse : fine;
  const at = rings.findIndex(({ ring }) => ring === place.ring);
  const beside = (step: number): Place => ({ ...place, ring: rings[at + step]?.ring ?? place.ring });
  switch (key) {
    case 'ArrowLeft':
      return { ...place, angle: turned(place.angle - turn) };
    case 'ArrowRight':
      return { ...place, angle: turned(place.angle + turn) };
    case 'ArrowUp':
      return beside(-1);
    case 'ArrowDown':
      return beside(1);
    default:
      return undefined;
  }
}

/** The order in which the keyboard visits people: ring by ring from the centre, clockwise. */
export function inReadingOrder<P extends Place>(people: readonly P[]): readonly P[] {
  return [...people].sort((one, other) => one.ring - other.ring || one.angle - other.angle);
}

/** The person to whom a key moves the focus: the next, the previous, the first or the last. */
export function personForKey<P extends Place & { readonly id: string; readonly label: string }>(
  key: string,
  from: string | null,
  people: readonly P[],
): P | undefined {
  const order = inReadingOrder(people);
  const at = order.findIndex(({ id }) => id === from);
  switch (key) {
    case 'PageDown':
      return order[(at + 1) % order.length];
    case 'PageUp':
      return order[(Math.max(at, 0) - 1 + order.length) % order.length];
    case 'Home':
      return order[0];
    case 'End':
      return order[order.length - 1];
  }
  return undefined;
}
