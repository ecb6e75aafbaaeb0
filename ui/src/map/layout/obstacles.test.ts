import { expect, it } from 'vitest';
import { randomFrom } from '../../test-support/crowd';
import { lengthInside, type Box, type Point } from '../model/geometry';
import { Grid } from './grid';
import { Obstacles, TrialCurve, type Obstacle } from './obstacles';
import { isNear } from './lines';

const next = randomFrom(11);
const within = (low: number, high: number) => low + next() * (high - low);
const point = (): Point => ({ x: within(-50, 1050), y: within(-50, 650) });
const boxes: readonly Box[] = Array.from({ length: 120 }, () => ({
  x: within(0, 940),
  y: within(0, 580),
  width: within(5, 160),
  height: within(5, 40),
}));
const nodes: readonly Obstacle[] = Array.from({ length: 60 }, () => ({ ...point(), radius: within(5, 20) }));

it('the grid finds every box at a point', () => {
  const grid = new Grid(boxes);
  for (let turn = 0; turn < 2_000; turn += 1) {
    const { x, y } = point();
    const there = boxes.flatMap((box, index) =>
      x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height ? [index] : [],
    );
    const found = [...grid.at({ x, y })];
    expect(found, `the grid finds every box at ${x} ${y}`).toEqual(expect.arrayContaining(there));
    expect(found.length, 'the grid finds less than half of all boxes').toBeLessThan(boxes.length / 2);
  }
  expect([...new Grid([]).at(point())], 'an empty grid finds nothing').toEqual([]);
});

/** The same cost, computed the simple and slow way. */
function counted(line: TrialCurve, one: Obstacle, other: Obstacle | null): number {
  const parts = Array.from(line.x.slice(1), (x, index) => ({
    from: { x: line.x[index]!, y: line.y[index]! },
    to: { x, y: line.y[index + 1]! },
    of: -1,
  }));
  const met = nodes.filter(
    (node) => node !== one && node !== other && parts.some((part) => isNear(part, node, node.radius + 4)),
  );
  const inside = boxes.map((box) =>
    parts.reduce((sum, { from, to }) => sum + lengthInside(box, from, to), 0),
  );
  const onNames = inside.filter((length) => length > 0);
  return met.length * 14 + onNames.reduce((sum, length) => sum + 10 + length * 0.3, 0);
}

it('the cost of a line is the same as without a grid', () => {
  const all = new Obstacles(boxes, nodes);
  const line = new TrialCurve();
  let free = 0;
  for (let turn = 0; turn < 1_000; turn += 1) {
    const one = nodes[turn % nodes.length]!;
    const other = turn % 3 === 0 ? null : nodes[(turn * 7) % nodes.length]!;
    const to = other ?? { x: one.x + within(-60, 60), y: one.y + within(-60, 60) };
    line.bend(one, point(), to);
    const cost = counted(line, one, other);
    expect(all.costOf(line, one, other), `line ${turn} costs the same`).toBeCloseTo(cost, 6);
    if (cost > 1) {
      const cut = all.costOf(line, one, other, cost / 2);
      expect(
        cut >= cost / 2 && cut <= cost + 1e-6,
        `the cost of line ${turn} is counted only as far as it matters`,
      ).toBe(true);
    } else free += 1;
  }
  expect(free, 'some lines have nothing in their way').toBeGreaterThan(5);
  expect(free).toBeLessThan(500);
});
