import { describe, expect, it } from 'vitest';
import { straightPath } from '../layout/linePath';
import { isUncovered, lengthAlong, clipLine } from './clipping';
import { grown, lengthInside, type Box, type Point } from '../model/geometry';
import { tieAlong } from './tieLine';
import { tieKinds } from '../model/tie';

const from = { x: 0, y: 0 };
const to = { x: 200, y: 0 };
const name: Box = { x: 80, y: -6, width: 40, height: 12 };

/** The straight parts of a path. */
function partsOf(d: string): readonly (readonly [Point, Point])[] {
  return d
    .split('M')
    .slice(1)
    .flatMap((line) => {
      const points = line.split('L').map((point) => {
        const [x = 0, y = 0] = point.split(' ').map(Number);
        return { x, y };
      });
      return points.slice(1).map((end, index) => [points[index] ?? end, end] as const);
    });
}

const lineOf = (kind: (typeof tieKinds)[number], names: readonly Box[]) => {
  const [shape] = tieAlong(kind, straightPath(from, to), 0, 200, undefined, names);
  return shape?.kind === 'path' ? shape.d : '';
};

describe('a line behind a name', () => {
  it('has a gap there and nowhere else', () => {
    const pieces = clipLine([from, to], [name]);
    expect(pieces).toEqual([
      [from, { x: 80, y: 0 }],
      [{ x: 120, y: 0 }, to],
    ]);
  });

  it('is not cut if no name lies on it', () => {
    const line = [from, to];
    expect(clipLine(line, [{ ...name, y: 20 }])[0], 'the line is returned unchanged').toBe(line);
  });

  it('has one gap for two names that overlap or nearly touch', () => {
    const beside = { ...name, x: 123 };
    expect(clipLine([from, to], [name, { ...name, x: 100 }])).toHaveLength(2);
    expect(clipLine([from, to], [name, beside]), 'three pixels between two names leave one gap').toHaveLength(
      2,
    );
    expect(
      clipLine([from, to], [name, { ...name, x: 140 }]),
      'twenty pixels between two names leave two gaps',
    ).toHaveLength(3);
  });

  it('stays whole if hardly any of it would be left', () => {
    const short = [from, { x: 20, y: 0 }];
    expect(clipLine(short, [{ ...name, x: 2, width: 30 }])[0]).toBe(short);
  });

  it.each(tieKinds)('in the pattern of %s crosses no letter', (kind) => {
    const crossing = partsOf(lineOf(kind, [name])).filter(
      ([one, other]) => lengthInside(grown(name, -0.1), one, other) > 0,
    );
    expect(crossing).toEqual([]);
    const left = partsOf(lineOf(kind, [name])).reduce((sum, part) => sum + lengthAlong(part), 0);
    expect(left, 'most of the line can be seen').toBeGreaterThan(140);
  });

  it('of a tie that is cut off keeps both bars', () => {
    const bars = (d: string) => partsOf(d).filter(([one, other]) => one.x === other.x);
    expect(bars(lineOf('cut_off', [name])), 'both bars are drawn beside the name').toHaveLength(2);
    for (const line of bars(lineOf('cut_off', [name]))) expect(isUncovered(line, [name])).toBe(true);
    expect(bars(lineOf('mixed', [name]))).toEqual([]);
  });

  it('has the same ends wherever the name stands', () => {
    for (let x = 20; x < 160; x += 7) {
      const parts = partsOf(lineOf('strained', [{ ...name, x }]));
      expect(parts[0]?.[0]).toEqual(from);
      expect(parts.at(-1)?.[1]).toEqual(to);
    }
  });
});
