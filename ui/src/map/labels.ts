import { lineHeight, nameOnly, type Caption } from './captions';
import { distanceToBox, grown, lengthInside, lengthOf, overlapOf, type Box } from './geometry';
import type { Label } from './layout';
import type { Anchor } from './shapes';
import type { Frame } from './rings';
import { lead, type Body } from './spread';

interface Candidate {
  readonly caption: Caption;
  readonly box: Box;
  readonly anchor: Anchor;
  /** What is wrong with it apart from other labels; the least is chosen. */
  readonly price: number;
}

/** A label that covers another costs more than any place could be liked. */
const forbidden = 1000;
const passes = 16;
/** A label says less only where it would otherwise stand on lines, or nowhere at all. */
const withoutRelation = 24;
const cutShort = 60;
const cutShorter = 100;

/** A place for every label, free of every node and label; `undefined` when there is none. */
export function labelled(
  bodies: readonly Body[],
  captions: readonly Caption[],
  frame: Frame,
): readonly Label[] | undefined {
  const around = bodies.map((body, index) => neighboursOf(body, captions[index], bodies));
  const choices: Candidate[][] = [];
  for (const [index, body] of bodies.entries()) {
    const candidates = candidatesFor(body, captions[index], around[index] ?? [], bodies, frame);
    if (candidates.length === 0) return undefined;
    choices.push(candidates);
  }
  const chosen = choices.map((candidates) => cheapest(candidates, []));
  const order = choices.map((_, index) => index);
  const unsettled = new Set(order);
  for (let pass = 0; pass < passes && unsettled.size > 0; pass += 1) {
    for (const index of order) {
      // Nobody near has moved since it was last asked.
      if (!unsettled.delete(index)) continue;
      const others = (around[index] ?? []).flatMap((at) => (at === index ? [] : (chosen[at] ?? [])));
      const best = cheapest(choices[index] ?? [], others);
      if (best === chosen[index]) continue;
      chosen[index] = best;
      for (const at of around[index] ?? []) if (at !== index) unsettled.add(at);
    }
    // Two that keep giving way to each other settle when the other one is asked first.
    order.reverse();
  }
  const labels = chosen.flatMap((candidate) => (candidate ? [candidate] : []));
  const covered = labels.some((one, index) =>
    labels.some((other, at) => at > index && overlapOf(one.box, other.box) > 0),
  );
  return covered ? undefined : labels.map(written);
}

/** Who is near enough that their nodes or labels could meet; oneself among them. */
function neighboursOf(body: Body, caption: Caption | undefined, bodies: readonly Body[]): readonly number[] {
  const reach = (caption?.width ?? 0) + body.radius + 2 * lead;
  return bodies.flatMap((other, index) =>
    Math.abs(other.x - body.x) < reach + 2 * (other.halfWidth + other.radius) &&
    Math.abs(other.y - body.y) < 2 * (body.halfHeight + other.halfHeight)
      ? [index]
      : [],
  );
}

/** The candidates come from the cheapest to the dearest. */
function cheapest(candidates: readonly Candidate[], others: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    let price = candidate.price;
    if (price >= least) break;
    const roomy = grown(candidate.box, 1);
    for (const other of others) {
      const shared = overlapOf(roomy, other.box);
      if (shared > 0) price += forbidden + shared;
      if (price >= least) break;
    }
    if (price < least) {
      least = price;
      best = candidate;
    }
  }
  return best;
}

/** Where a label could stand, from the most to the least natural; never on a node, never off the paper. */
function candidatesFor(
  body: Body,
  caption: Caption | undefined,
  around: readonly number[],
  bodies: readonly Body[],
  frame: Frame,
): Candidate[] {
  if (!caption) return [];
  const near = around.flatMap((index) => bodies[index] ?? []);
  const reach = caption.width + caption.height + body.radius;
  const lines = bodies.filter((other) => other === body || passesBy(other, body, reach, frame));
  const short = nameOnly(caption);
  const captions = [
    { written: caption, price: 0 },
    ...(short.lines.length < caption.lines.length ? [{ written: short, price: withoutRelation }] : []),
    ...caption.shorter.map((written, times) => ({ written, price: cutShort + times * cutShorter })),
  ];
  const spots = body.side === 'above' ? spotsAbove : spotsBelow;
  const candidates: Candidate[] = [];
  for (const { written, price: less } of captions) {
    for (const spot of spots) {
      const box = boxAt(spot, body, written);
      if (!onPaper(box, frame) || coversNode(box, near, frame)) continue;
      const price = spot.dislike + less + lineCost(body, box, lines, frame);
      candidates.push({ caption: written, box, anchor: spot.anchor, price });
    }
  }
  return candidates.sort((one, other) => one.price - other.price);
}

/** Whether the line to one person comes that near to another. */
function passesBy(far: Body, body: Body, reach: number, { centre }: Frame): boolean {
  const fx = far.x - centre.x;
  const fy = far.y - centre.y;
  const bx = body.x - centre.x;
  const by = body.y - centre.y;
  const length = lengthOf(fx, fy) || 1;
  const along = (fx * bx + fy * by) / length;
  return along > -reach && along < length + reach && Math.abs(fx * by - fy * bx) < reach * length;
}

/** A place beside a node: so many radii, pixels and parts of the label from the node's middle to the label's corner. */
interface Spot {
  readonly x: readonly [radii: number, pixels: number, widths: number];
  readonly y: readonly [radii: number, pixels: number, heights: number];
  readonly anchor: Anchor;
  readonly dislike: number;
}

const above: Spot['y'] = [-1, -lead, -1];
const below: Spot['y'] = [1, lead, 0];

const inRow = (y: Spot['y'], dislike: number): Spot[] =>
  [0, 0.25, -0.25, 0.42, -0.42].map((shift) => ({
    x: [0, 0, shift - 0.5],
    y,
    anchor: Math.abs(shift) < 0.4 ? 'middle' : shift > 0 ? 'start' : 'end',
    dislike: dislike + Math.abs(shift) * 6,
  }));

const spotsBeside: readonly Spot[] = [
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

const spotsAbove: readonly Spot[] = [...inRow(above, 0), ...inRow(below, 3), ...spotsBeside];
const spotsBelow: readonly Spot[] = [...inRow(below, 0), ...inRow(above, 3), ...spotsBeside];

function boxAt({ x, y }: Spot, body: Body, { width, height }: Caption): Box {
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

function coversNode(box: Box, bodies: readonly Body[], frame: Frame): boolean {
  if (distanceToBox(box, frame.centre) < frame.client + 2) return true;
  return bodies.some((body) => distanceToBox(box, body) < body.radius + 2);
}

/** Words on a line are hard to read, and worst on their own line. */
function lineCost(self: Body, box: Box, lines: readonly Body[], frame: Frame): number {
  const roomy = grown(box, 2);
  let cost = 0;
  for (const body of lines) {
    const inside = lengthInside(roomy, frame.centre, body);
    if (inside > 0) cost += 3 + inside * (body === self ? 0.4 : 0.25);
  }
  return cost;
}

function written({ caption, box, anchor }: Candidate): Label {
  const x = anchor === 'start' ? box.x : anchor === 'end' ? box.x + box.width : box.x + box.width / 2;
  let top = box.y;
  const lines = caption.lines.map(({ text, kind, size }) => {
    const y = top + size * 0.95;
    top += size * lineHeight;
    return { text, kind, size, anchor, at: { x, y } };
  });
  return { box, lines };
}
