import { describe, expect, it } from 'vitest';
import {
  angleOf,
  lengthInside,
  middleOf,
  overlapOf,
  pointAt,
  sectorAt,
  sectors,
  turnBetween,
  turned,
} from './geometry';
import { defaultScheme, ringsOf } from '../../rings/scheme';
import { bandOf, frameFor, placeAt } from '../layout/rings';

const centre = { x: 100, y: 100 };

describe('angles', () => {
  it('begin at the top and run clockwise', () => {
    expect(pointAt(centre, 0, 10)).toEqual({ x: 100, y: 90 });
    expect(pointAt(centre, 90, 10).x, 'a quarter turn is to the right').toBeCloseTo(110);
  });

  it('come back from the point they lead to', () => {
    for (let angle = 0; angle < 360; angle += 7.5) {
      expect(angleOf(centre, pointAt(centre, angle, 40)), `${angle}°`).toBeCloseTo(angle, 1);
    }
  });

  it('stay between 0 and 360', () => {
    expect([turned(-5), turned(360), turned(725.04), turned(359.99)]).toEqual([355, 0, 5, 0]);
  });

  it('turn the short way round', () => {
    expect([turnBetween(350, 10), turnBetween(10, 350), turnBetween(0, 180)]).toEqual([20, -20, 180]);
  });
});

describe('sectors', () => {
  it('cover the whole circle, each angle once', () => {
    for (let angle = 0; angle < 360; angle += 1) {
      const found = sectors.filter(({ from, to }) => (angle - from + 360) % 360 < (to - from + 360) % 360);
      expect(found, `${angle}°`).toHaveLength(1);
    }
  });

  it('hold their own middle, family across the top', () => {
    for (const sector of sectors) expect(sectorAt(middleOf(sector))?.context).toBe(sector.context);
    expect(middleOf(sectors[1]!)).toBe(5);
  });
});

describe('boxes', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };

  it('overlap by the area they share', () => {
    expect(overlapOf(box, { x: 5, y: 8, width: 10, height: 10 })).toBe(10);
    expect(overlapOf(box, { x: 10, y: 0, width: 5, height: 5 }), 'touching is not overlapping').toBe(0);
  });

  it('know how much of a line runs through them', () => {
    expect(lengthInside(box, { x: -5, y: 5 }, { x: 20, y: 5 })).toBe(10);
    expect(lengthInside(box, { x: 5, y: 5 }, { x: 5, y: 30 }), 'a line that begins inside').toBe(5);
    expect(lengthInside(box, { x: -5, y: 12 }, { x: 20, y: 12 })).toBe(0);
  });
});

describe('rings', () => {
  const rings = ringsOf(defaultScheme);
  const usual = { client: 24, rim: 44 };
  const frame = frameFor(rings, { width: 600, height: 600 }, usual)!;

  it('are read from the scheme of the map, in order, with names of one’s own', () => {
    expect(ringsOf('2=my tribe,1=heart,3=a=b')).toEqual([
      { ring: 1, name: 'heart' },
      { ring: 2, name: 'my tribe' },
      { ring: 3, name: 'a=b' },
    ]);
  });

  it('fall back to the usual ones when a scheme cannot be read', () => {
    for (const scheme of ['', 'nonsense', '1=only', '0=a,-1=b'])
      expect(ringsOf(scheme), scheme).toEqual(rings);
  });

  it('grow outwards, and the outside begins where the last ends', () => {
    expect([...frame.radii].sort((one, other) => one - other)).toEqual(frame.radii);
    expect(bandOf(frame, 5)).toEqual({ inner: frame.radii[3], outer: Number.POSITIVE_INFINITY });
  });

  it('give a full ring the room that others can spare', () => {
    const needs = new Map(rings.map(({ ring }) => [ring, { area: ring === 1 ? 60_000 : 0, width: 30 }]));
    const full = frameFor(rings, { width: 600, height: 600 }, usual, needs)!;
    expect(full.radii[0]!, 'the core is wider').toBeGreaterThan(frame.radii[0]!);
    expect(full.radii[3], 'the outermost circle stays').toBeCloseTo(frame.radii[3]!);
  });

  it('refuse paper that is too small', () => {
    const needs = new Map(rings.map(({ ring }) => [ring, { area: 200_000, width: 30 }]));
    expect(frameFor(rings, { width: 600, height: 600 }, usual, needs)).toBeUndefined();
  });

  it('are found again from a point of the paper', () => {
    for (const { ring } of rings) {
      const { inner, outer } = bandOf(frame, ring);
      const distance = Number.isFinite(outer) ? (inner + outer) / 2 : inner + 10;
      expect(placeAt(frame, pointAt(frame.centre, 200, distance))).toEqual({ ring, angle: 200 });
    }
  });
});
