import { turned } from '../model/geometry';
import type { Place } from '../model/place';
import { bandOf, type Frame } from './rings';

interface PersonAt extends Place {
  readonly id: string;
}

interface Turning {
  readonly person: string;
  readonly angle: number;
}

/** The length along a ring that a node and the name beside it need. */
const roomPerPerson = 74;

interface Block {
  readonly people: PersonAt[];
  /** The position of its first person, in degrees from the widest gap. */
  start: number;
}

/**
 * Spaces the people of each ring. Returns the people to turn, with their new angles. Rings and order stay, nobody turns
 * farther than needed, and people with enough room stay where they are.
 */
export function spaceEvenly(people: readonly PersonAt[], frame: Frame): readonly Turning[] {
  const rings = new Set(people.map(({ ring }) => ring));
  return [...rings].flatMap((ring) =>
    tidyRing(
      people.filter((it) => it.ring === ring),
      frame,
    ),
  );
}

function tidyRing(people: readonly PersonAt[], frame: Frame): readonly Turning[] {
  const gap = Math.min(roomIn(frame, people[0]?.ring ?? 1), 360 / people.length);
  const order = fromTheWidestGap(people);
  const cut = order[0]?.angle ?? 0;
  const offset = (angle: number) => (((angle - cut) % 360) + 360) % 360;
  let blocks: Block[] = order.map((person) => ({ people: [person], start: offset(person.angle) }));
  for (let again = true; again;) {
    again = false;
    const merged: Block[] = [];
    for (const block of blocks) {
      const last = merged[merged.length - 1];
      if (last && block.start - endOf(last, gap) < gap - 1e-6) {
        last.people.push(...block.people);
        last.start = startOf(last.people, gap, offset);
        again = true;
      } else merged.push({ people: [...block.people], start: block.start });
    }
    blocks = merged;
  }
  const first = blocks[0];
  const last = blocks[blocks.length - 1];
  const around = first && last ? first.start + 360 - endOf(last, gap) : 360;
  const even = blocks.length > 0 && around < gap - 1e-6;
  const placed = even
    ? order.map((person, index) => ({ person, at: (index * 360) / order.length }))
    : blocks.flatMap(({ people: members, start }) =>
        members.map((person, index) => ({ person, at: start + index * gap })),
      );
  return placed
    .map(({ person, at }) => ({ person: person.id, from: person.angle, angle: turned(cut + at) }))
    .filter(({ from, angle }) => Math.abs(from - angle) > 0.15)
    .map(({ person, angle }) => ({ person, angle }));
}

/** The degrees that one person needs in a ring. */
function roomIn(frame: Frame, ring: number): number {
  const { inner, outer } = bandOf(frame, ring);
  const radius = Number.isFinite(outer) ? (inner + outer) / 2 : inner + 22;
  return (roomPerPerson / radius) * (180 / Math.PI);
}

/** The people of a ring clockwise, from the widest gap on. */
function fromTheWidestGap(people: readonly PersonAt[]): readonly PersonAt[] {
  const order = [...people].sort((one, other) => one.angle - other.angle || (one.id < other.id ? -1 : 1));
  const gaps = order.map((person, index) => {
    const before = order[(index + order.length - 1) % order.length] ?? person;
    return order.length === 1 ? 360 : (person.angle - before.angle + 360) % 360;
  });
  const widest = gaps.indexOf(Math.max(...gaps));
  return [...order.slice(widest), ...order.slice(0, widest)];
}

const endOf = ({ people, start }: Block, gap: number) => start + (people.length - 1) * gap;

/** The start of a row of people for which they turn least in total. */
function startOf(people: readonly PersonAt[], gap: number, offset: (angle: number) => number): number {
  const wished = people.map(({ angle }, index) => offset(angle) - index * gap);
  return wished.reduce((sum, start) => sum + start, 0) / wished.length;
}
