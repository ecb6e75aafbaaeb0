import { describe, expect, it } from 'vitest';
import { crowded, large, lying, measure, rings, small } from '../../test-support/crowd';
import { tiePathTo } from '../layout/tieCurves';
import type { LinePath } from '../layout/linePath';
import { draw } from './drawing';
import { distanceBetween, lengthInside, type Box, type Point, type Size } from '../model/geometry';
import { layOut } from '../layout/layout';
import { routesBetween } from './routes';

const seeds = [1, 2, 3];
const papers = [small, large, lying];

function drawn(count: number, seed: number, size: Size) {
  const view = crowded(count, seed);
  const layout = layOut(view.people, { size, rings, measure });
  return { view, layout, routes: routesBetween(view, layout), drawing: draw(view, layout, measure) };
}

type Drawn = ReturnType<typeof drawn>;

const laidOut = new Map<number, readonly Drawn[]>();
const every = (count: number): readonly Drawn[] => {
  const maps = laidOut.get(count) ?? papers.flatMap((size) => seeds.map((seed) => drawn(count, seed, size)));
  laidOut.set(count, maps);
  return maps;
};

const inParts = ({ at, length }: LinePath): readonly Point[] =>
  Array.from({ length: 33 }, (_, part) => at((length * part) / 32));

/** The letters of a name, without any margin. */
function letters({ layout }: Drawn): readonly (readonly Box[])[] {
  return layout.nodes.map(({ label }) =>
    label.lines.map(({ at, anchor, size, width }) => ({
      x: at.x - { start: 0, middle: width / 2, end: width }[anchor],
      y: at.y - size * 0.74,
      width,
      height: size * 0.94,
    })),
  );
}

const crosses = (line: readonly Point[], boxes: readonly Box[]) =>
  line.some((to, index) => boxes.some((box) => lengthInside(box, line[index - 1] ?? to, to) > 0));

/** The share of names, in per cent, with one of these lines behind them. */
function shareOf(maps: readonly Drawn[], linesOf: (map: Drawn) => readonly (readonly Point[])[]): number {
  const names = maps.flatMap((map) => {
    const lines = linesOf(map);
    return letters(map).map((boxes) => lines.some((line) => crosses(line, boxes)));
  });
  return (names.filter(Boolean).length / names.length) * 100;
}

const tiesOf = ({ layout }: Drawn) =>
  layout.nodes.map(({ at, curve }) => inParts(tiePathTo(at, curve, layout.frame)));
const amongOf = ({ routes }: Drawn) => routes.map(({ path }) => inParts(path));

/** Every stroke as drawn, without its gaps. */
function strokesOf({ drawing }: Drawn): readonly (readonly Point[])[] {
  const shapes = [...drawing.under, ...drawing.people.flatMap(({ tie }) => tie)];
  return shapes.flatMap((shape) => {
    if (shape.kind !== 'path' || !shape.style.startsWith('tie')) return [];
    return shape.d
      .split('M')
      .slice(1)
      .map((line) =>
        line.split('L').map((point) => {
          const [x = 0, y = 0] = point.split(' ').map(Number);
          return { x, y };
        }),
      );
  });
}

describe('names and lines', { timeout: 120_000 }, () => {
  // People, and the greatest share of names, in per cent, with a tie to the client or a tie between others behind them.
  const most: readonly (readonly [number, number, number])[] = [
    [15, 4, 5],
    [40, 17, 23],
    [80, 26, 42],
  ];
  it.each(most)(
    'at %i people at most %i per cent of names lie on ties to the client, and %i on other ties',
    (count, ties, among) => {
      const maps = every(count);
      expect(shareOf(maps, tiesOf), 'few names lie on ties to the client').toBeLessThanOrEqual(ties);
      expect(shareOf(maps, amongOf), 'few names lie on ties among others').toBeLessThanOrEqual(among);
      expect(shareOf(maps, strokesOf), 'few letters are crossed by a line').toBeLessThanOrEqual(1);
    },
  );

  it('leave room for the words on every tie at forty people, and on nearly every tie at eighty', () => {
    const missing = (count: number) =>
      every(count).map(
        ({ view, drawing }) => view.between.filter(({ words }) => words).length - drawing.words.length,
      );
    expect(Math.max(...missing(40))).toBe(0);
    expect(
      missing(80).reduce((sum, it) => sum + it, 0),
      'at most eight of about 150 ties lack room for their words',
    ).toBeLessThanOrEqual(8);
  });
});

describe('a tie to the client', () => {
  it('runs straight in most cases', () => {
    const straight = (count: number) => {
      const nodes = every(count).flatMap(({ layout }) => layout.nodes);
      return nodes.filter(({ curve }) => !curve?.towards).length / nodes.length;
    };
    expect(straight(15)).toBeGreaterThan(0.9);
    expect(straight(40)).toBeGreaterThan(0.7);
  });

  it('that curves still begins at the client, ends at the person, and curves only a little', () => {
    let curved = 0;
    for (const { layout } of every(40)) {
      const { centre, client } = layout.frame;
      for (const { at, curve } of layout.nodes) {
        if (!curve) continue;
        curved += 1;
        const path = tiePathTo(at, curve, layout.frame);
        expect(distanceBetween(curve.from, centre), 'the curve begins inside the client').toBeLessThan(
          client / 2,
        );
        expect(distanceBetween(path.at(path.length), at)).toBeLessThan(0.1);
        expect(
          path.length / distanceBetween(curve.from, at),
          'the curve is hardly longer than a straight line',
        ).toBeLessThan(1.05);
      }
    }
    expect(curved, 'some ties curve').toBeGreaterThan(0);
  });
});

describe('a tie between two others', () => {
  it('goes round the client and stays on the paper', () => {
    for (const { layout, routes } of every(40)) {
      const { centre, client, size } = layout.frame;
      for (const { path, from, to } of routes) {
        // A tie of a person beside the client begins there.
        const beside = Math.min(...[from, to].map(({ at }) => distanceBetween(at, centre))) - client;
        const points = inParts(path);
        const nearest = Math.min(...points.map((point) => distanceBetween(point, centre)));
        if (beside > 30) expect(nearest, 'the tie keeps clear of the client').toBeGreaterThan(client);
        for (const { x, y } of points) {
          expect(
            Math.min(x, y, size.width - x, size.height - y),
            'the tie stays on the paper',
          ).toBeGreaterThan(0);
        }
      }
    }
  });

  it('takes the same route every time', () => {
    const [one, other] = [drawn(40, 4, large), drawn(40, 4, large)];
    expect(one.drawing.under).toEqual(other.drawing.under);
    expect(one.layout).toEqual(other.layout);
  });
});
