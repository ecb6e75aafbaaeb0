import { nameOnly, type Caption } from './captions';
import { grown, type Box } from '../model/geometry';
import { costOf, isNear, type Line } from './lines';
import type { Frame } from './rings';
import type { Anchor } from './label';
import { lead, type Body } from './body';

/** One way to place a label. */
export interface Candidate {
  readonly caption: Caption;
  readonly box: Box;
  readonly anchor: Anchor;
  /** The cost of the lines it covers. */
  readonly crossing: number;
  /** The whole cost without other labels; the candidate with the least is chosen. */
  readonly price: number;
}

/**
 * The extra cost of a label that leaves something out: used only if the full label would cover lines or has no place.
 */
const withoutRelation = 24;
const cutShort = 60;
const cutShorter = 100;

/**
 * The places for a label, from the cheapest on. None covers a node of `near` or leaves the paper. `self` is the index
 * of the person, whose own lines cost more.
 */
export function labelCandidates(
  body: Body,
  caption: Caption,
  near: readonly Body[],
  lines: readonly Line[],
  self: number,
  frame: Frame,
): Candidate[] {
  const reach = caption.width + caption.height + body.radius + lead;
  const passing = lines.filter((line) => isNear(line, body, reach));
  const short = nameOnly(caption);
  const captions = [
    { written: caption, less: 0 },
    ...(short ? [{ written: short, less: withoutRelation }] : []),
    ...caption.shorter.map((written, times) => ({ written, less: cutShort + times * cutShorter })),
  ];
  const positions = body.side === 'above' ? positionsAbove : positionsBelow;
  const candidates: Candidate[] = [];
  for (const { written, less } of captions) {
    for (const position of positions) {
      const box = boxAt(position, body, written);
      if (!onPaper(box, frame) || coversNode(box, near, frame)) continue;
      const crossing = costOf(grown(box, 2), passing, self);
      const price = position.dislike + less + crossing;
      candidates.push({ caption: written, box, anchor: position.anchor, crossing, price });
    }
  }
  return candidates.sort((one, other) => one.price - other.price);
}

/**
 * The cheapest place for the whole label that covers no near node or label and costs less than `limit`; `undefined` if
 * there is none.
 */
export function bestCandidate(
  body: Body,
  caption: Caption,
  near: readonly Body[],
  labels: readonly Candidate[],
  lines: readonly Line[],
  self: number,
  frame: Frame,
  limit: number,
): Candidate | undefined {
  const reach = caption.width + caption.height + body.radius + lead;
  let passing: readonly Line[] | undefined;
  let best: Candidate | undefined;
  let least = limit;
  const short = nameOnly(caption);
  const writings = [{ written: caption, less: 0 }];
  if (short) writings.push({ written: short, less: withoutRelation });
  for (const { written, less } of writings) {
    for (const position of body.side === 'above' ? positionsAbove : positionsBelow) {
      if (position.dislike + less >= least) break;
      const box = boxAt(position, body, written);
      if (!onPaper(box, frame) || coversNode(box, near, frame) || coversLabel(box, labels)) continue;
      passing ??= lines.filter((line) => isNear(line, body, reach));
      const crossing = costOf(grown(box, 2), passing, self);
      const price = position.dislike + less + crossing;
      if (price >= least) continue;
      least = price;
      best = { caption: written, box, anchor: position.anchor, crossing, price };
    }
  }
  return best;
}

/**
 * A place beside a node, as the offset from the middle of the node to the corner of the label, in radii, pixels and
 * parts of the label.
 */
interface LabelPosition {
  readonly x: readonly [radii: number, pixels: number, widths: number];
  readonly y: readonly [radii: number, pixels: number, heights: number];
  readonly anchor: Anchor;
  readonly dislike: number;
}

const above: LabelPosition['y'] = [-1, -lead, -1];
const below: LabelPosition['y'] = [1, lead, 0];

const inRow = (y: LabelPosition['y'], dislike: number): LabelPosition[] =>
  [0, 0.25, -0.25, 0.42, -0.42].map((shift) => ({
    x: [0, 0, shift - 0.5],
    y,
    anchor: Math.abs(shift) < 0.4 ? 'middle' : shift > 0 ? 'start' : 'end',
    dislike: dislike + Math.abs(shift) * 6,
  }));

const positionsBeside: readonly LabelPosition[] = [
  { x: [1, lead + 1, 0], y: [0, 0, -0.5], anchor: 'start', dislike: 2.5 },
  { x: [-1, -lead - 1, -1], y: [0, 0, -0.5], anchor: 'end', dislike: 2.5 },
  { x: [1, lead - 1, 0], y: [0, 0, -0.85], anchor: 'start', dislike: 4 },
  { x: [-1, 1 - lead, -1], y: [0, 0, -0.85], anchor: 'end', dislike: 4 },
  { x: [1, lead - 1, 0], y: [0, 0, -0.15], anchor: 'start', dislike: 4 },
  { x: [-1, 1 - lead, -1], y: [0, 0, -0.15], anchor: 'end', dislike: 4 },
  { x: [0.72, lead, 0], y: [-0.72, -lead, -1], anchor: 'start', dislike: 5 },
  { x: [-0.72, -lead, -1], y: [-0.72, -lead, -1], anchor: 'end', dislike: 5 },
  { x: [0.72, lead, 0], y: [0.72, lead, 0], anchor: 'start', dislike: 5 },
  { x: [-0.72, -lead, -1], y: [0.72, lead, 0], anchor: 'end', dislike: 5 },
];

const naturalFirst = (positions: readonly LabelPosition[]) =>
  [...positions].sort((one, other) => one.dislike - other.dislike);
const positionsAbove = naturalFirst([...inRow(above, 0), ...inRow(below, 3), ...positionsBeside]);
const positionsBelow = naturalFirst([...inRow(below, 0), ...inRow(above, 3), ...positionsBeside]);

function boxAt({ x, y }: LabelPosition, body: Body, { width, height }: Caption): Box {
  return {
    x: body.x + x[0] * body.radius + x[1] + x[2] * width,
    y: body.y + y[0] * body.radius + y[1] + y[2] * height,
    width,
    height,
  };
}

function onPaper(box: Box, { size }: Frame): boolean {
  const edge = 3;
  return (
    box.x >= edge &&
    box.y >= edge &&
    box.x + box.width <= size.width - edge &&
    box.y + box.height <= size.height - edge
  );
}

/** Plain loops without square roots: a full map calls this a hundred thousand times. */
function coversNode(box: Box, bodies: readonly Body[], { centre, client }: Frame): boolean {
  if (isWithin(box, centre.x, centre.y, client + 2)) return true;
  for (const { x, y, radius } of bodies) if (isWithin(box, x, y, radius + 2)) return true;
  return false;
}

function isWithin({ x, y, width, height }: Box, atX: number, atY: number, reach: number): boolean {
  const dx = atX < x ? x - atX : atX > x + width ? atX - x - width : 0;
  if (dx >= reach) return false;
  const dy = atY < y ? y - atY : atY > y + height ? atY - y - height : 0;
  return dx * dx + dy * dy < reach * reach;
}

function coversLabel({ x, y, width, height }: Box, labels: readonly Candidate[]): boolean {
  const [right, bottom] = [x + width + 1, y + height + 1];
  for (const { box } of labels) {
    if (box.x < right && box.x + box.width > x - 1 && box.y < bottom && box.y + box.height > y - 1)
      return true;
  }
  return false;
}
