import { expect, test } from 'vitest';
import { edgeAround } from './outline';

const pointsOf = (d: string) =>
  [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/gu)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

test('the outline of one stroke runs all around it', () => {
  const d = edgeAround([{ from: { x: 0, y: 0 }, to: { x: 60, y: 0 }, radius: 20 }]);
  expect(d.match(/M/gu), 'the outline is one line').toHaveLength(1);
  const points = pointsOf(d);
  expect(points[0]).toEqual(points.at(-1));
  for (const { x, y } of points) {
    const away = Math.hypot(x - Math.min(60, Math.max(0, x)), y);
    expect(away).toBeCloseTo(20, 0);
  }
  expect(Math.min(...points.map(({ x }) => x))).toBeCloseTo(-20, 0);
  expect(Math.max(...points.map(({ x }) => x))).toBeCloseTo(80, 0);
});

test('the outline of several strokes lies inside none of them', () => {
  const corner = { x: 60, y: 0 };
  const capsules = [
    { from: { x: 0, y: 0 }, to: corner, radius: 20 },
    { from: corner, to: { x: 60, y: 70 }, radius: 20 },
    { from: corner, to: { x: 140, y: 0 }, radius: 25 },
  ];
  const points = pointsOf(edgeAround(capsules));
  for (const { x, y } of points) {
    const inside = capsules.filter(({ from, to, radius }) => {
      const [nx, ny] = [
        Math.min(Math.max(x, Math.min(from.x, to.x)), Math.max(from.x, to.x)),
        Math.min(Math.max(y, Math.min(from.y, to.y)), Math.max(from.y, to.y)),
      ];
      return Math.hypot(x - nx, y - ny) < radius - 0.2;
    });
    expect(inside, `the point ${x} ${y} of the outline lies inside no stroke`).toEqual([]);
  }
  expect(
    points.some(({ x }) => x >= 164.5),
    'the outline reaches the far end',
  ).toBe(true);
  expect(
    points.some(({ y }) => y >= 89.5),
    'the outline reaches the low end',
  ).toBe(true);
});
