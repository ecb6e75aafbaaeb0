import type { Flow, TieKind } from '../model/tie';
import { straightPath, type LinePath } from '../layout/linePath';
import { isUncovered, clipLine, visibleParts } from './clipping';
import type { Box, Point } from '../model/geometry';
import { pathData, type Shape } from './shapes';

interface TieStyle {
  readonly pattern: 'plain' | 'zigzag' | 'broken';
  /** The height of a zigzag's teeth on each side. */
  readonly teeth?: number;
}

/** The patterns of ties, for the drawing and its legend. The pattern carries the meaning; colour only repeats it. */
const tieStyles: Readonly<Record<TieKind, TieStyle>> = {
  supportive: { pattern: 'plain' },
  mixed: { pattern: 'plain' },
  distant: { pattern: 'plain' },
  strained: { pattern: 'zigzag', teeth: 3 },
  conflict: { pattern: 'zigzag', teeth: 4.5 },
  cut_off: { pattern: 'broken' },
  lost: { pattern: 'plain' },
  unsaid: { pattern: 'plain' },
};

const none: Flow = { toPerson: false, toClient: false };
const shortestArrow = 16;
const tooth = 5.5;
const straightEnd = 5;
const gap = 4;
const bar = 6;
/**
 * Distances from the middle at which the two bars may stand, the nearest first, and the least length of line on both
 * sides.
 */
const barsTried = Array.from(
  { length: 40 },
  (_, index) => (index % 2 === 0 ? -1 : 1) * Math.ceil(index / 2) * 6,
);
const leastBeside = 12;

/** The line of a tie from one edge to another. */
export function tie(kind: TieKind, from: Point, to: Point, flow: Flow = none): Shape[] {
  const path = straightPath(from, to);
  return tieAlong(kind, path, 0, path.length, flow);
}

/** The line of a tie along its path, with a gap at each of the `names` that it crosses. */
export function tieAlong(
  kind: TieKind,
  path: LinePath,
  start: number,
  end: number,
  wished: Flow = none,
  names: readonly Box[] = [],
): Shape[] {
  if (end - start < 2) return [];
  const flow = end - start < shortestArrow ? none : wished;
  const heads = [
    ...(flow.toClient ? [arrowhead(path, start, 1)] : []),
    ...(flow.toPerson ? [arrowhead(path, end, -1)] : []),
  ];
  const [from, to] = [start + (flow.toClient ? 5 : 0), end - (flow.toPerson ? 5 : 0)];
  const lines = linesOf(kind, path, from, to, names).map(pathData);
  return [
    { kind: 'path', style: `tie ${kind}`, d: lines.join('') },
    ...(heads.length > 0 ? [{ kind: 'path' as const, style: `head ${kind}`, d: heads.join('') }] : []),
  ];
}

/** The lines of a pattern, without the parts that names cover. */
function linesOf(
  kind: TieKind,
  path: LinePath,
  start: number,
  end: number,
  names: readonly Box[],
): readonly (readonly Point[])[] {
  const style = tieStyles[kind];
  if (style.pattern === 'broken') return broken(path, start, end, names);
  const whole =
    style.pattern === 'zigzag' ? zigzag(path, start, end, style.teeth ?? 3) : plain(path, start, end);
  return clipLine(whole, names);
}

/** A line without a pattern. */
export function lineAlong(
  style: string,
  path: LinePath,
  start: number,
  end: number,
  names: readonly Box[],
): Shape[] {
  if (end - start < 2) return [];
  const d = clipLine(plain(path, start, end), names)
    .map(pathData)
    .join('');
  return [{ kind: 'path', style, d }];
}

/** The length of one step along a bend. */
const bendStep = 7;

function plain({ at, isStraight }: LinePath, start: number, end: number): readonly Point[] {
  const steps = isStraight ? 1 : Math.max(2, Math.ceil((end - start) / bendStep));
  return Array.from({ length: steps + 1 }, (_, index) => at(start + ((end - start) * index) / steps));
}

function zigzag({ at }: LinePath, start: number, end: number, teeth: number): readonly Point[] {
  const room = end - start - 2 * straightEnd;
  const count = Math.max(2, Math.round(room / tooth / 2) * 2);
  if (room < 2 * tooth) return [at(start), at((start + end) / 2, teeth), at(end)];
  const turns = Array.from({ length: count }, (_, index) => {
    const along = start + straightEnd + ((index + 0.5) * room) / count;
    return at(along, index % 2 === 0 ? teeth : -teeth);
  });
  return [at(start), at(start + straightEnd), ...turns, at(end - straightEnd), at(end)];
}

/**
 * Two bars in the middle, or as near to it as no name covers them. Without them the line would mean another kind of
 * tie.
 */
function broken(
  path: LinePath,
  start: number,
  end: number,
  names: readonly Box[],
): readonly (readonly Point[])[] {
  const { at } = path;
  const bars = (middle: number) =>
    [middle - gap, middle + gap].map((along) => [at(along, -bar), at(along, bar)] as const);
  const areBare = (middle: number) => bars(middle).every((line) => isUncovered(line, names));
  const most = (end - start) / 2 - leastBeside;
  const tried = names.length === 0 ? [0] : barsTried.filter((aside) => Math.abs(aside) <= most);
  const middle = (start + end) / 2 + (tried.find((aside) => areBare((start + end) / 2 + aside)) ?? 0);
  return [
    ...visibleParts(plain(path, start, middle - gap), names),
    ...bars(middle),
    ...visibleParts(plain(path, middle + gap, end), names),
  ];
}

function arrowhead({ at }: LinePath, tip: number, inwards: 1 | -1): string {
  const base = tip + inwards * 7.5;
  return `${pathData([at(tip), at(base, 3.8), at(base, -3.8)])}Z`;
}
