import { describe, expect, it } from 'vitest';
import { angleOf, lengthInside, overlapOf, pointAt, turnBetween, turned } from './geometry';

const centre = { x: 100, y: 100 };

describe('angles', () => {
  it('begin at the top and run clockwise', () => {
    expect(pointAt(centre, 0, 10)).toEqual({ x: 100, y: 90 });
    expect(pointAt(centre, 90, 10).x, 'a quarter turn points to the right').toBeCloseTo(110);
  });

  it('are found again from their point', () => {
    for (let angle = 0; angle < 360; angle += 7.5) {
      expect(angleOf(centre, pointAt(centre, angle, 40)), `${angle}° is found again`).toBeCloseTo(angle, 1);
    }
  });

  it('stay between 0 and 360', () => {
    expect([turned(-5), turned(360), turned(725.04), turned(359.99)]).toEqual([355, 0, 5, 0]);
  });

  it('are turned the short way round', () => {
    expect([turnBetween(350, 10), turnBetween(10, 350), turnBetween(0, 180)]).toEqual([20, -20, 180]);
  });
});

describe('boxes', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };

  it('overlap by their common area', () => {
    expect(overlapOf(box, { x: 5, y: 8, width: 10, height: 10 })).toBe(10);
    expect(overlapOf(box, { x: 10, y: 0, width: 5, height: 5 }), 'boxes that only touch do not overlap').toBe(
      0,
    );
  });

  it('measure the part of a line inside them', () => {
    expect(lengthInside(box, { x: -5, y: 5 }, { x: 20, y: 5 })).toBe(10);
    expect(
      lengthInside(box, { x: 5, y: 5 }, { x: 5, y: 30 }),
      'the part of a line that begins inside is measured',
    ).toBe(5);
    expect(lengthInside(box, { x: -5, y: 12 }, { x: 20, y: 12 })).toBe(0);
  });
});
