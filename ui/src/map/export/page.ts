import { paperPoints } from '../../backend';
import { words } from '../../words';
import { draw } from '../drawing/drawing';
import type { Box, Size } from '../model/geometry';
import { layOut } from '../layout/layout';
import { everyTie, legendOf, merged, type LegendEntry } from '../drawing/legendEntries';
import { regionNames } from '../drawing/regionNames';
import type { Shape } from '../drawing/shapes';
import type { Measure } from '../layout/text';
import type { MapView } from '../model/view';

export const pages = ['a4', 'letter'] as const;
export const orientations = ['portrait', 'landscape'] as const;
type PaperSize = (typeof pages)[number];
type Orientation = (typeof orientations)[number];

/** A sheet held upright, in pixels, 96 to the inch. A point is a 72nd of an inch. */
function uprightSize(page: PaperSize): Size {
  const pixels = (points: number) => Math.round((points / 72) * 96);
  const [width, height] = paperPoints[page];
  return { width: pixels(width), height: pixels(height) };
}

export interface PageOptions {
  readonly page: PaperSize;
  readonly orientation: Orientation;
  readonly legend: boolean;
}

/** A map on the page, and the title above it if there are two. */
export interface PageMap {
  readonly view: MapView;
  readonly title: string | null;
}

/** Shapes at a position of the page, possibly scaled down. */
interface Part {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly shapes: readonly Shape[];
}

/** A whole page. */
export interface Page extends Size {
  readonly parts: readonly Part[];
}

const margin = 44;
const headHeight = 44;
const titleHeight = 22;
const rowHeight = 20;
const between = 20;

const names = {
  ring: words.map.ring,
  sector: (context: keyof typeof words.map.contexts) => words.map.contexts[context],
};

/** Draws one page: heading, one or two maps, and the legend. The drawing is the one on screen. */
export function pageOf(
  maps: readonly PageMap[],
  about: string,
  { page, orientation, legend }: PageOptions,
  measure: Measure,
): Page {
  const upright = uprightSize(page);
  const size = orientation === 'portrait' ? upright : { width: upright.height, height: upright.width };
  const room = size.width - 2 * margin;
  const rows = legend ? rowsOf(entriesOf(maps), room, measure) : [];
  const foot = rows.length * rowHeight + (rows.length > 0 ? 12 : 0);
  const area: Box = {
    x: margin,
    y: margin + headHeight,
    width: room,
    height: size.height - 2 * margin - headHeight - foot,
  };
  const areas = splitArea(area, maps.length, orientation);
  return {
    ...size,
    parts: [
      heading(about),
      ...maps.flatMap((map, index) => mapPart(map, areas[index] ?? area, measure)),
      ...legendPart(rows, size.height - margin - foot + 12),
    ],
  };
}

function heading(about: string): Part {
  const shapes: Shape[] = [
    { kind: 'text', style: 'title', x: 0, y: 15, size: 16, text: words.mapPaper.heading, anchor: 'start' },
    { kind: 'text', style: 'small', x: 0, y: 33, size: 11.5, text: about, anchor: 'start' },
  ];
  return { x: margin, y: margin, scale: 1, shapes };
}

/** On a wide page two maps stand side by side, otherwise one above the other. */
function splitArea(area: Box, count: number, orientation: Orientation): readonly Box[] {
  if (count < 2) return [area];
  const gap = 16;
  const [width, height] =
    orientation === 'landscape'
      ? [(area.width - gap) / 2, area.height]
      : [area.width, (area.height - gap) / 2];
  const step = orientation === 'landscape' ? { x: width + gap, y: 0 } : { x: 0, y: height + gap };
  return [0, 1].map((index) => ({ x: area.x + index * step.x, y: area.y + index * step.y, width, height }));
}

function mapPart({ view, title }: PageMap, area: Box, measure: Measure): readonly Part[] {
  const top = title === null ? 0 : titleHeight;
  const size = { width: area.width, height: area.height - top };
  const layout = layOut(view.people, { size, rings: view.rings, measure });
  const drawing = draw(view, layout, measure);
  const paper = layout.frame.size;
  const scale = Math.min(size.width / paper.width, size.height / paper.height);
  const shapes = [
    ...drawing.ground,
    ...regionNames(layout, view.rings, names, measure, drawing),
    ...drawing.under,
    ...drawing.ghosts.flatMap((ghost) => ghost.shapes),
    ...drawing.people.flatMap(({ tie }) => tie),
    ...drawing.client,
    ...drawing.words,
    ...drawing.notes.flatMap((note) => note.shapes),
    ...drawing.people.flatMap(({ node, label }) => [...node, ...label]),
  ];
  const x = area.x + (size.width - paper.width * scale) / 2;
  const y = area.y + top + (size.height - paper.height * scale) / 2;
  const line: Shape[] =
    title === null
      ? []
      : [
          {
            kind: 'text',
            style: 'text',
            x: area.width / 2,
            y: 13,
            size: 12.5,
            text: title,
            anchor: 'middle',
          },
        ];
  return [
    { x: area.x, y: area.y, scale: 1, shapes: line },
    { x, y, scale, shapes },
  ];
}

/** The legend of the maps; of an empty map, every entry. */
function entriesOf(maps: readonly PageMap[]): readonly LegendEntry[] {
  const shown = merged(maps.map(({ view }) => view));
  return shown.people.length === 0 ? everyTie() : legendOf(shown);
}

interface Cell {
  readonly entry: LegendEntry;
  readonly x: number;
}

function rowsOf(
  entries: readonly LegendEntry[],
  room: number,
  measure: Measure,
): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [[]];
  let x = 0;
  for (const entry of entries) {
    const width = entry.width + 6 + measure(entry.name, 11, 'regular');
    if (x > 0 && x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ entry, x });
    x += width + between;
  }
  return entries.length === 0 ? [] : rows;
}

function legendPart(rows: readonly (readonly Cell[])[], top: number): readonly Part[] {
  return rows.flatMap((row, index) =>
    row.map(({ entry, x }): Part => {
      const name: Shape = {
        kind: 'text',
        style: 'small',
        x: entry.width + 6,
        y: 12,
        size: 11,
        text: entry.name,
        anchor: 'start',
      };
      return { x: margin + x, y: top + index * rowHeight, scale: 1, shapes: [...entry.shapes, name] };
    }),
  );
}
