import { describe, expect, it } from 'vitest';
import { large, lying, measure, people, rings, small, upright } from '../../test-support/crowd';
import { distanceToBox, lengthInside, overlapOf, type Box, type Size } from '../model/geometry';
import { wantedOutline } from './wantedOutline';
import { layOut, type Layout } from './layout';
import type { Placed } from '../model/place';
import { regionNames } from '../drawing/regionNames';

const names = { ring: (name: string) => name, sector: (context: string) => context };
const lay = (placed: readonly Placed[], size: Size) => layOut(placed, { size, rings, measure });

/** The straight ties to the client and the lines to wished places. */
function linesIn({ nodes, frame }: Layout, placed: readonly Placed[]) {
  return nodes.flatMap(({ id, at, radius }, index) => {
    const wanted = placed[index]?.wanted ?? null;
    const ghost = wanted === null ? undefined : wantedOutline(wanted, at, radius, frame);
    const outline = ghost && {
      from: { x: ghost.at.x - ghost.radius * 0.7, y: ghost.at.y - ghost.radius * 0.7 },
      to: { x: ghost.at.x + ghost.radius * 0.7, y: ghost.at.y + ghost.radius * 0.7 },
    };
    return [{ from: frame.centre, to: at }, ...(ghost && outline ? [ghost.trace, outline] : [])].map(
      (line) => ({
        ...line,
        id,
      }),
    );
  });
}

/** The names of rings and sectors, as boxes. */
function placesOf(layout: Layout): readonly { readonly text: string; readonly box: Box }[] {
  return regionNames(layout, rings, names, measure).flatMap((shape) => {
    if (shape.kind !== 'text') return [];
    const width = measure(shape.text, shape.size, 'regular');
    const height = shape.size;
    const box = { x: shape.x - width / 2, y: shape.y - height * 0.82, width, height };
    return [{ text: shape.text, box }];
  });
}

describe('the names of rings and sectors', { timeout: 60_000 }, () => {
  for (const count of [0, 15, 40, 80, 300]) {
    it(`cover nothing at ${count} people, on screen and on paper`, () => {
      for (const size of count > 80 ? [large] : [small, large, upright, lying]) {
        const placed = people(count, 3 * 7919);
        const layout = lay(placed, size);
        const places = placesOf(layout);
        if (count <= 15) expect(places.length, 'most rings and sectors are named').toBeGreaterThan(6);
        const found = places.flatMap(({ text, box }, index) => [
          ...layout.nodes.flatMap(({ id, at, radius, label }) =>
            overlapOf(box, label.box) > 0 || distanceToBox(box, at) < radius ? [`${text} on ${id}`] : [],
          ),
          ...linesIn(layout, placed).flatMap(({ from, to, id }) =>
            lengthInside(box, from, to) > 0 ? [`${text} on a line of ${id}`] : [],
          ),
          ...places.flatMap((other, at) =>
            at > index && overlapOf(box, other.box) > 0 ? [`${text} on ${other.text}`] : [],
          ),
        ]);
        expect(found, `no name covers anything at ${size.width} × ${size.height}`).toEqual([]);
      }
    });
  }
});

describe('few labels cover lines', { timeout: 60_000 }, () => {
  // People, and the greatest share of labels, in per cent, that cover a straight tie or a line to a wished place.
  const most: readonly (readonly [number, number])[] = [
    [15, 4],
    [40, 24],
    [80, 38],
  ];
  for (const [count, bound] of most) {
    it(`at ${count} people at most ${bound} in a hundred`, () => {
      let crossed = 0;
      let all = 0;
      for (const size of [small, large, upright]) {
        for (let seed = 1; seed <= 3; seed += 1) {
          const placed = people(count, seed * 7919);
          const layout = lay(placed, size);
          const { nodes } = layout;
          const lines = linesIn(layout, placed);
          all += nodes.length;
          crossed += nodes.filter(({ label }) =>
            lines.some(({ from, to }) => lengthInside(label.box, from, to) > 0),
          ).length;
        }
      }
      expect((crossed / all) * 100, `${crossed} of ${all} labels stand on a line`).toBeLessThanOrEqual(bound);
    });
  }

  it('the label of a person alone covers neither their tie nor the line to their wished place', () => {
    for (let angle = 0; angle < 360; angle += 15) {
      const [someone] = people(1, 4);
      const placed = [{ ...someone!, label: 'Leila', relation: 'daughter', ring: 3, angle, wanted: 4 }];
      const layout = lay(placed, large);
      const box = layout.nodes[0]!.label.box;
      const inside = linesIn(layout, placed).map(({ from, to }) => lengthInside(box, from, to));
      expect(Math.max(...inside), `the label of a person at ${angle}° covers no line`).toBe(0);
    }
  });
});
