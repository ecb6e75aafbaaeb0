import { describe, expect, it } from 'vitest';
import type { Person } from '../../backend';
import { freePlace, middleOf, sectorAt, sectors } from './place';

const person = (context: Person['context']): Person => ({
  id: 'p',
  label: 'Leila',
  category: 'child',
  alive: 'alive',
  context,
});

describe('sectors', () => {
  it('cover the whole circle, each angle once', () => {
    for (let angle = 0; angle < 360; angle += 1) {
      const found = sectors.filter(({ from, to }) => (angle - from + 360) % 360 < (to - from + 360) % 360);
      expect(found, `${angle}° belongs to one sector`).toHaveLength(1);
    }
  });

  it('contain their own middle, with family across the top', () => {
    for (const sector of sectors) expect(sectorAt(middleOf(sector))?.context).toBe(sector.context);
    expect(middleOf(sectors[1]!)).toBe(5);
  });
});

describe('placing without dragging', () => {
  it('begins in the middle of the life context', () => {
    expect(freePlace(person('work'), 2, [])).toEqual({ ring: 2, angle: 145 });
    expect(freePlace(person('past'), 2, []), 'a person of the past begins at the top').toEqual({
      ring: 2,
      angle: 0,
    });
  });

  it('takes the widest gap between people', () => {
    const place = freePlace(person('work'), 2, [
      { ring: 2, angle: 145 },
      { ring: 3, angle: 120 },
    ]);
    expect(place.angle, 'the place is beside the person in the same ring').toBeCloseTo(127.5);
  });

  it('stays in its sector when twenty are added one after the other', () => {
    const placed: { ring: number; angle: number }[] = [];
    for (let count = 0; count < 20; count += 1) placed.push(freePlace(person('family'), 3, placed));
    const outside = placed.filter(({ angle }) => angle > 45 && angle < 325);
    expect(outside).toEqual([]);
    expect(new Set(placed.map(({ angle }) => angle)).size, 'no two people have the same place').toBe(20);
  });
});
