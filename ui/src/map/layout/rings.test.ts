import { describe, expect, it } from 'vitest';
import schemes from '../../../../tests/golden/ring-schemes.json';
import { defaultScheme, ringsOf } from '../../rings/scheme';
import { pointAt } from '../model/geometry';
import { bandOf, frameFor, placeAt } from './rings';

describe('rings', () => {
  const rings = ringsOf(defaultScheme);
  const usual = { client: 24, rim: 44 };
  const frame = frameFor(rings, { width: 600, height: 600 }, usual)!;

  it('are read from the scheme of the map, in order, with custom names', () => {
    expect(ringsOf('2=my tribe,1=heart,3=a=b')).toEqual([
      { ring: 1, name: 'heart' },
      { ring: 2, name: 'my tribe' },
      { ring: 3, name: 'a=b' },
    ]);
  });

  it.each(schemes)('of $scheme are those that the program reads', ({ scheme, rings }) => {
    expect(ringsOf(scheme).map(({ ring, name }) => [ring, name])).toEqual(rings);
  });

  it('are the usual ones if a scheme cannot be read', () => {
    for (const scheme of ['', 'nonsense', '1=only', '0=a,-1=b'])
      expect(ringsOf(scheme), scheme).toEqual(rings);
  });

  it('grow outwards, and the outside begins where the last ends', () => {
    expect([...frame.radii].sort((one, other) => one - other)).toEqual(frame.radii);
    expect(bandOf(frame, 5)).toEqual({ inner: frame.radii[3], outer: Number.POSITIVE_INFINITY });
  });

  it('give a full ring the spare room of others', () => {
    const needs = new Map(rings.map(({ ring }) => [ring, { area: ring === 1 ? 60_000 : 0, width: 30 }]));
    const full = frameFor(rings, { width: 600, height: 600 }, usual, needs)!;
    expect(full.radii[0]!, 'the core of a full map is wider').toBeGreaterThan(frame.radii[0]!);
    expect(full.radii[3], 'the outermost circle keeps its size').toBeCloseTo(frame.radii[3]!);
  });

  it('refuse paper that is too small', () => {
    const needs = new Map(rings.map(({ ring }) => [ring, { area: 200_000, width: 30 }]));
    expect(frameFor(rings, { width: 600, height: 600 }, usual, needs)).toBeUndefined();
  });

  it('are found from a point of the paper', () => {
    for (const { ring } of rings) {
      const { inner, outer } = bandOf(frame, ring);
      const distance = Number.isFinite(outer) ? (inner + outer) / 2 : inner + 10;
      expect(placeAt(frame, pointAt(frame.centre, 200, distance))).toEqual({ ring, angle: 200 });
    }
  });
});
