import type { Quality } from '../backend';
import { lengthOf, type Point } from './geometry';
import type { Shape } from './shapes';

/** What a tie is like; `unsaid` while nobody has been asked. */
export type TieKind = Quality | 'unsaid';

/** Which ends an arrowhead stands at: help flows towards it. */
export interface Flow {
  readonly toPerson: boolean;
  readonly toClient: boolean;
}

interface TieStyle {
  readonly pattern: 'plain' | 'zigzag' | 'broken';
  /** Height of a zigzag's teeth, each way. */
  readonly teeth?: number;
}

/** One table for the drawing and its legend: the pattern says everything, colour only repeats it. */
export const tieStyles: Readonly<Record<TieKind, TieStyle>> = {
  supportive: { pattern: 'plain' },
  mixed: { pattern: 'plain' },
  distant: { pattern: 'plain' },
  strained: { pattern: 'zigzag', teeth: 3 },
  conflict: { pattern: 'zigzag', teeth: 4.5 },
  cut_off: { pattern: 'broken' },
  lost: { pattern: 'plain' },
  unsaid: { pattern: 'plain' },
};

/** From the warmest to the last, as a legend lists them. */
export const tieKinds: readonly TieKind[] = [
  'supportive',
  'mixed',
  'distant',
  'strained',
  'conflict',
  'cut_off',
  'lost',
  'unsaid',
];

const none: Flow = { toPerson: false, toClient: false };
const shortestArrow = 16;
const tooth = 5.5;
const straightEnd = 5;
const gap = 4;
const bar = 6;

/** The line of a tie from one edge to another. */
export function tie(kind: TieKind, from: Point, to: Point, wished: Flow = none): Shape[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 2) return [];
  const flow = length < shortestArrow ? none : wished;
  const on = ruler(from, to, length);
  const start = flow.toClient ? 5 : 0;
  const end = length - (flow.toPerson ? 5 : 0);
  const heads = [
    ...(flow.toClient ? [arrowhead(on, 0, 1)] : []),
    ...(flow.toPerson ? [arrowhead(on, length, -1)] : []),
  ];
  return [
    stroke(kind, on, start, end, 1),
    ...(heads.length > 0 ? [{ kind: 'path' as const, look: `head ${kind}`, d: heads.join('') }] : []),
  ];
}

/** How finely a bend is drawn. */
const bendStep = 7;

/** The same line bent: a tie between two others, so that none is taken for a tie to the client. */
export function bentTie(kind: TieKind, bend: Bend, start: number, end: number): Shape[] {
  if (end - start < 2) return [];
  return [stroke(kind, bend.on, start, end, Math.max(2, Math.ceil((end - start) / bendStep)))];
}

/** A line in the pattern of its kind; a plain one is as smooth as it has steps. */
function stroke(kind: TieKind, on: Ruler, start: number, end: number, steps: number): Shape {
  const style = tieStyles[kind];
  const lines =
    style.pattern === 'zigzag'
      ? [zigzag(on, start, end, style.teeth ?? 3)]
      : style.pattern === 'broken'
        ? broken(on, start, end, steps)
        : [plain(on, start, end, steps)];
  return { kind: 'path', look: `tie ${kind}`, d: lines.join('') };
}

function plain(on: Ruler, start: number, end: number, steps: number): string {
  const points = Array.from({ length: steps }, (_, index) =>
    on(start + ((end - start) * (index + 1)) / steps),
  );
  return `M${on(start)}L${points.join('L')}`;
}

/** A bent line that can be measured along. */
export interface Bend {
  readonly length: number;
  readonly on: Ruler;
  readonly at: (along: number) => Point;
}

/** Parts a bend is measured in. */
const bendParts = 24;

/** The bend from one point to another that is drawn towards a third. */
export function bendOf(from: Point, towards: Point, to: Point): Bend {
  const points = Array.from({ length: bendParts + 1 }, (_, index): Point => {
    const t = index / bendParts;
    const [one, two, three] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return {
      x: one * from.x + two * towards.x + three * to.x,
      y: one * from.y + two * towards.y + three * to.y,
    };
  });
  const sums = [0];
  points.slice(1).forEach((point, index) => {
    const before = points[index] ?? point;
    sums.push((sums[index] ?? 0) + lengthOf(point.x - before.x, point.y - before.y));
  });
  const part = (along: number) => {
    const next = sums.findIndex((sum, index) => index > 0 && sum >= along);
    const at = next < 0 ? bendParts : next;
    const [one, two] = [points[at - 1] ?? from, points[at] ?? to];
    const begin = sums[at - 1] ?? 0;
    const length = (sums[at] ?? 0) - begin || 1;
    const [dx, dy] = [(two.x - one.x) / length, (two.y - one.y) / length];
    return { x: one.x + dx * (along - begin), y: one.y + dy * (along - begin), dx, dy };
  };
  return {
    length: sums[bendParts] ?? 0,
    at: part,
    on: (along, aside = 0) => {
      const { x, y, dx, dy } = part(along);
      return `${tenth(x - dy * aside)} ${tenth(y + dx * aside)}`;
    },
  };
}

/** A point so far along the line, and so far to its right, as SVG writes it. */
type Ruler = (along: number, aside?: number) => string;

function ruler(from: Point, to: Point, length: number): Ruler {
  const dx = (to.x - from.x) / length;
  const dy = (to.y - from.y) / length;
  return (along, aside = 0) =>
    `${tenth(from.x + dx * along - dy * aside)} ${tenth(from.y + dy * along + dx * aside)}`;
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function zigzag(on: Ruler, start: number, end: number, teeth: number): string {
  const room = end - start - 2 * straightEnd;
  const count = Math.max(2, Math.round(room / tooth / 2) * 2);
  if (room < 2 * tooth) return `M${on(start)}L${on((start + end) / 2, teeth)}L${on(end)}`;
  const turns = Array.from({ length: count }, (_, index) => {
    const along = start + straightEnd + ((index + 0.5) * room) / count;
    return `L${on(along, index % 2 === 0 ? teeth : -teeth)}`;
  });
  return `M${on(start)}L${on(start + straightEnd)}${turns.join('')}L${on(end - straightEnd)}L${on(end)}`;
}

function broken(on: Ruler, start: number, end: number, steps: number): string[] {
  const middle = (start + end) / 2;
  const [one, other] = [middle - gap, middle + gap];
  return [
    plain(on, start, one, steps),
    `M${on(one, -bar)}L${on(one, bar)}`,
    `M${on(other, -bar)}L${on(other, bar)}`,
    plain(on, other, end, steps),
  ];
}

function arrowhead(on: Ruler, tip: number, inwards: 1 | -1): string {
  const base = tip + inwards * 7.5;
  return `M${on(tip)}L${on(base, 3.8)}L${on(base, -3.8)}Z`;
}
