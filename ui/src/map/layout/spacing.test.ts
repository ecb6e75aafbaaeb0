import { describe, expect, it } from 'vitest';
import { defaultScheme, ringsOf } from '../../rings/scheme';
import { randomFrom } from '../../test-support/crowd';
import { turnBetween } from '../model/geometry';
import { layOut } from './layout';
import { estimated } from './text';
import { spaceEvenly } from './spacing';

const { frame } = layOut([], {
  size: { width: 860, height: 640 },
  rings: ringsOf(defaultScheme),
  measure: estimated,
});

function crowd(count: number, seed: number) {
  const next = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    ring: 1 + Math.floor(next() * 5),
    angle: Math.floor(next() * 3600) / 10,
  }));
}

function after(people: ReturnType<typeof crowd>) {
  const turns = new Map(spaceEvenly(people, frame).map(({ person, angle }) => [person, angle]));
  return people.map((person) => ({ ...person, angle: turns.get(person.id) ?? person.angle }));
}

/** The people of a ring clockwise, from the first name on. */
function clockwise(people: ReturnType<typeof crowd>, ring: number) {
  const order = people
    .filter((person) => person.ring === ring)
    .sort((one, other) => one.angle - other.angle)
    .map(({ id }) => id);
  const first = order.indexOf([...order].sort()[0] ?? '');
  return [...order.slice(first), ...order.slice(0, first)];
}

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

describe('a tidied map', () => {
  it.each([8, 20, 40])('of %i people keeps the order in every ring', (count) => {
    for (const seed of seeds) {
      const people = crowd(count, seed);
      const tidy = after(people);
      for (const ring of [1, 2, 3, 4, 5]) {
        expect(clockwise(tidy, ring), `people keep their order in ring ${ring} with seed ${seed}`).toEqual(
          clockwise(people, ring),
        );
      }
    }
  });

  it.each([8, 20, 40])('of %i people does not change when it is tidied again', (count) => {
    for (const seed of seeds)
      expect(
        spaceEvenly(after(crowd(count, seed)), frame),
        `a tidied map with seed ${seed} has nothing to move`,
      ).toEqual([]);
  });

  it('does not move people who have room', () => {
    const people = [
      { id: 'a', ring: 2, angle: 10 },
      { id: 'b', ring: 2, angle: 190 },
      { id: 'c', ring: 3, angle: 12 },
    ];
    expect(spaceEvenly(people, frame)).toEqual([]);
  });

  it('moves two people at the same place apart by equal angles', () => {
    const people = [
      { id: 'a', ring: 3, angle: 90 },
      { id: 'b', ring: 3, angle: 90 },
    ];
    const [one, other] = after(people);
    expect(turnBetween(one!.angle, 90)).toBeCloseTo(turnBetween(90, other!.angle), 1);
    expect(
      turnBetween(one!.angle, other!.angle),
      'the two people have room for a name between them',
    ).toBeGreaterThan(10);
  });

  it('shares a full ring evenly', () => {
    const people = Array.from({ length: 30 }, (_, index) => ({ id: `p${index}`, ring: 1, angle: index }));
    const angles = after(people)
      .map(({ angle }) => angle)
      .sort((one, other) => one - other);
    const gaps = angles.map((angle, index) => ((angles[(index + 1) % 30] ?? 0) - angle + 360) % 360);
    expect(Math.min(...gaps)).toBeGreaterThan(11.7);
    expect(Math.max(...gaps)).toBeLessThan(12.3);
  });
});
