import { distanceToBox, grown, lengthInside, overlapOf, pointAt, turned, type Box } from '../model/geometry';
import { middleOf, sectors } from '../model/place';
import type { Layout } from '../layout/layout';
import type { Line } from '../layout/lines';
import type { Ring } from '../../rings/scheme';
import { type Shape, tenth } from './shapes';
import type { Measure } from '../layout/text';

const size = 10;
/** Room around a name, so that it is not read together with another. */
const gap = 7;

export interface RegionNames {
  readonly ring: (name: string) => string;
  readonly sector: (context: (typeof sectors)[number]['context']) => string;
}

interface Name {
  readonly text: string;
  readonly box: Box;
}

/** Areas that are taken: words, notes, and lines between other people. */
export interface Occupied {
  readonly taken: readonly Box[];
  readonly lines: readonly Line[];
}

/** The names of rings and sectors, placed only where they cover nothing that is read. */
export function regionNames(
  { lines, ...rest }: Layout,
  rings: readonly Ring[],
  names: RegionNames,
  measure: Measure,
  drawn: Occupied = { taken: [], lines: [] },
): Shape[] {
  const { taken } = drawn;
  const layout = { ...rest, lines: [...lines, ...drawn.lines] };
  const sectorsNamed = sectorNames(layout, names, measure, taken);
  const others = [...taken, ...sectorsNamed.map(({ box }) => box)];
  return [...sectorsNamed, ...ringNames(layout, rings, names, measure, others)].map(shapeOf);
}

/** All rings are named along the line from the centre on which most names find room. */
function ringNames(
  { frame, ...layout }: Layout,
  rings: readonly Ring[],
  names: RegionNames,
  measure: Measure,
  others: readonly Box[],
): readonly Name[] {
  const rows = Array.from({ length: 72 }, (_, index) => index * 5).map((angle) =>
    frame.radii
      .map((radius, index): Name => {
        const text = names.ring(rings[index]?.name ?? '');
        const at = pointAt(frame.centre, angle, radius - 9);
        return { text, box: boxAround(at, measure(text, size, 'regular')) };
      })
      .filter(({ box }) => isClear(box, { frame, ...layout }))
      .reduce<readonly Name[]>((row, name) => {
        const boxes = [...others, ...row.map(({ box }) => box)];
        const free = boxes.every((other) => overlapOf(grown(name.box, gap), other) === 0);
        return free ? [...row, name] : row;
      }, []),
  );
  return rows.reduce((most, row) => (row.length > most.length ? row : most), []);
}

function sectorNames(
  layout: Layout,
  names: RegionNames,
  measure: Measure,
  taken: readonly Box[],
): readonly Name[] {
  const { frame } = layout;
  const outer = frame.radii[frame.radii.length - 1] ?? 0;
  return sectors.flatMap((sector) => {
    const text = names.sector(sector.context);
    const width = measure(text, size, 'regular');
    const spot = [0, -8, 8, -16, 16, -22, 22]
      .map((turn) => turned(middleOf(sector) + turn))
      .map((angle) => {
        const sideways = Math.abs(Math.sin((angle * Math.PI) / 180));
        return boxAround(pointAt(frame.centre, angle, outer + 10 + (sideways * width) / 2), width);
      })
      .find((box) => isClear(box, layout) && taken.every((other) => overlapOf(grown(box, gap), other) === 0));
    return spot ? [{ text, box: spot }] : [];
  });
}

function boxAround(at: { x: number; y: number }, width: number): Box {
  return { x: at.x - width / 2, y: at.y - size / 2, width, height: size };
}

function isClear(box: Box, { nodes, frame, lines }: Layout): boolean {
  const roomy = grown(box, gap);
  const paper = { x: 0, y: 0, ...frame.size };
  return (
    overlapOf(roomy, paper) >= roomy.width * roomy.height - 0.01 &&
    distanceToBox(box, frame.centre) > frame.client + 4 &&
    nodes.every(
      (node) => distanceToBox(box, node.at) > node.radius + gap && overlapOf(roomy, node.label.box) === 0,
    ) &&
    lines.every(({ from, to }) => lengthInside(roomy, from, to) === 0)
  );
}

function shapeOf({ text, box }: Name): Shape {
  return {
    kind: 'text',
    style: 'place-name',
    x: tenth(box.x + box.width / 2),
    y: tenth(box.y + size * 0.82),
    size,
    text,
  };
}
