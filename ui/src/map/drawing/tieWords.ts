import { around, distanceToBox, grown, overlapOf, square, type Box } from '../model/geometry';
import type { Layout, Node } from '../layout/layout';
import { costOf, segmentsOf, type Line } from '../layout/lines';
import { type Shape, tenth } from './shapes';
import { wrapped, type Measure } from '../layout/text';
import type { TieRoute } from './routes';

/** The words on a tie between two others. */
export interface TieWord {
  readonly box: Box;
  readonly shape: Shape;
}

/** Places for the words along a tie, the middle first, and distances beside it. */
const places = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86]
  .flatMap((share, index) =>
    [0, 8, -8, 16, -16, 24, -24, 32, -32, 40, -40].map((aside) => ({
      share,
      aside,
      dislike: index * 0.5 + Math.abs(aside) * 0.4,
    })),
  )
  .sort((one, other) => one.dislike - other.dislike);
const farthest = 40;
/** The cost of covering a line. The gap is the same as at a name, but words can stand elsewhere. */
const perLine = 2;

const short = 110;

/**
 * Ways to write the words, the best first: without room they become smaller, then move farther from the tie, then are
 * cut short.
 */
const writings = [
  { size: 11, width: 110, beside: 24 },
  { size: 9.5, width: 110, beside: 24 },
  { size: 9.5, width: 110, beside: farthest },
  { size: 9.5, width: 60, beside: farthest },
  { size: 9, width: 36, beside: farthest },
];
type Writing = (typeof writings)[number];

/** The words on ties between others. Each stands on its tie or beside it and covers no person and no name. */
export function tieWords(layout: Layout, routes: readonly TieRoute[], measure: Measure): readonly TieWord[] {
  const { nodes } = layout;
  const lines = [
    ...layout.lines,
    ...routes.flatMap(({ line }, index) => segmentsOf(line, nodes.length + index)),
  ];
  const taken = nodes.map(({ label }) => label.box);
  return routes.flatMap((route, index): TieWord[] => {
    if (!route.drawn?.words) return [];
    const surroundings = surroundingsOf(route, nodes.length + index, { layout, lines, taken });
    for (const writing of writings) {
      const word = wordOn(route, route.drawn.words, writing, surroundings, measure);
      if (!word) continue;
      taken.push(word.box);
      return [word];
    }
    return [];
  });
}

/** The lines and boxes that the words of one tie may meet. */
interface Surroundings {
  readonly layout: Layout;
  readonly lines: readonly Line[];
  readonly taken: readonly Box[];
}

function surroundingsOf(
  { line, path, from, to }: TieRoute,
  own: number,
  { layout, lines, taken }: Surroundings,
): Surroundings & { readonly near: readonly Node[] } {
  const area = grown(around(line), farthest + 60);
  return {
    layout,
    near: layout.nodes.filter(({ at, radius }) => overlapOf(square(at, radius + 2), area) > 0),
    // Words would hide a short tie completely, so they avoid it like any other line.
    lines: lines.filter(({ of }) => of !== own || path.length - from.radius - to.radius < short),
    taken: taken.filter((box) => overlapOf(box, area) > 0),
  };
}

function wordOn(
  { path }: TieRoute,
  words: string,
  { size, width: most, beside }: Writing,
  { layout, near, lines, taken }: Surroundings & { readonly near: readonly Node[] },
  measure: Measure,
): TieWord | undefined {
  const [text] = wrapped(words, most, 1, (it) => measure(it, size, 'regular'));
  if (text === undefined) return undefined;
  const width = measure(text, size, 'regular');
  const { frame } = layout;
  const isFree = (box: Box) =>
    isWithin(box, frame.size) &&
    distanceToBox(box, frame.centre) > frame.client + 2 &&
    near.every(({ at, radius }) => distanceToBox(box, at) > radius + 2) &&
    taken.every((other) => overlapOf(grown(box, 1), other) === 0);
  let best: Box | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { share, aside, dislike } of places) {
    if (dislike >= least) break;
    if (Math.abs(aside) > beside) continue;
    const middle = path.at(path.length * share, aside);
    const box = { x: middle.x - width / 2, y: middle.y - size / 2, width, height: size };
    if (!isFree(box)) continue;
    const cost = dislike + perLine * costOf(box, lines, -1);
    if (cost >= least) continue;
    least = cost;
    best = box;
  }
  if (!best) return undefined;
  const [x, y] = [tenth(best.x + best.width / 2), tenth(best.y + size * 0.85)];
  return { box: best, shape: { kind: 'text', style: 'relation', x, y, size, text } };
}

function isWithin(box: Box, paper: { readonly width: number; readonly height: number }): boolean {
  return (
    box.x >= 2 && box.y >= 2 && box.x + box.width <= paper.width - 2 && box.y + box.height <= paper.height - 2
  );
}
