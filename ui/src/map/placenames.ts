import {
  distanceToBox,
  grown,
  lengthInside,
  middleOf,
  overlapOf,
  pointAt,
  sectors,
  turned,
  type Box,
} from './geometry';
import type { Layout } from './layout';
import type { Ring } from './rings';
import type { Shape } from './shapes';
import type { Measure } from './text';
import { tenth } from './ties';

const size = 10;

export interface PlaceNames {
  readonly ring: (name: string) => string;
  readonly sector: (context: (typeof sectors)[number]['context']) => string;
}

/** The names of rings and sectors, only where they stand on nothing a person reads. */
export function placeNames(
  layout: Layout,
  rings: readonly Ring[],
  names: PlaceNames,
  measure: Measure,
): Shape[] {
  return [...ringNames(layout, rings, names, measure), ...sectorNames(layout, names, measure)];
}

function ringNames(layout: Layout, rings: readonly Ring[], names: PlaceNames, measure: Measure): Shape[] {
  const { frame } = layout;
  const rows = Array.from({ length: 72 }, (_, index) => index * 5).map((angle) =>
    frame.radii.map((radius, index) => {
      const text = names.ring(rings[index]?.name ?? '');
      const at = pointAt(frame.centre, angle, radius - 9);
      return { text, box: boxAround(at, measure(text, size, 'regular')) };
    }),
  );
  const clear = rows.map((row) => row.filter(({ box }) => isClear(box, layout)));
  const best = clear.reduce((most, row) => (row.length > most.length ? row : most), []);
  return best.map(({ text, box }) => shapeOf(text, box));
}

function sectorNames(layout: Layout, names: PlaceNames, measure: Measure): Shape[] {
  const { frame } = layout;
  const outer = frame.radii[frame.radii.length - 1] ?? 0;
  return sectors.flatMap((sector) => {
    const text = names.sector(sector.context);
    const width = measure(text, size, 'regular');
    const turns = [0, -8, 8, -16, 16, -22, 22];
    const spot = turns
      .map((turn) => turned(middleOf(sector) + turn))
      .map((angle) => {
        const sideways = Math.abs(Math.sin((angle * Math.PI) / 180));
        return boxAround(pointAt(frame.centre, angle, outer + 10 + (sideways * width) / 2), width);
      })
      .find((box) => isClear(box, layout));
    return spot ? [shapeOf(text, spot)] : [];
  });
}

function boxAround(at: { x: number; y: number }, width: number): Box {
  return { x: at.x - width / 2, y: at.y - size / 2, width, height: size };
}

function isClear(box: Box, { nodes, frame }: Layout): boolean {
  const roomy = grown(box, 3);
  const paper = { x: 0, y: 0, ...frame.size };
  return (
    overlapOf(roomy, paper) >= roomy.width * roomy.height - 0.01 &&
    distanceToBox(box, frame.centre) > frame.client + 4 &&
    nodes.every(
      (node) =>
        distanceToBox(box, node.at) > node.radius + 6 &&
        overlapOf(roomy, node.label.box) === 0 &&
        lengthInside(roomy, frame.centre, node.at) === 0,
    )
  );
}

function shapeOf(text: string, box: Box): Shape {
  return {
    kind: 'text',
    look: 'place-name',
    x: tenth(box.x + box.width / 2),
    y: tenth(box.y + size * 0.82),
    size,
    text,
  };
}
