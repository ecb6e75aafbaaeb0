import { lineHeight, nameOnly, type Caption } from './captions';
import { distanceToBox, grown, lengthInside, overlapOf, type Box, type Point } from './geometry';
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

/** A place for every label, free of every node and label; `undefined` when there is none. */
export function labelled(
  bodies: readonly Body[],
  captions: readonly Caption[],
  frame: Frame,
): readonly Label[] | undefined {
  const around = bodies.map((body, index) => neighboursOf(body, captions[index], bodies));
  const choices = bodies.map((body, index) =>
    candidatesFor(body, captions[index], around[index] ?? [], bodies, frame),
  );
  if (choices.some((candidates) => candidates.length === 0)) return undefined;
  const chosen = choices.map((candidates) => cheapest(candidates, []));
  const order = choices.map((_, index) => index);
  for (let pass = 0; pass < passes; pass += 1) {
    let moved = false;
    for (const index of order) {
      const others = (around[index] ?? []).flatMap((at) => (at === index ? [] : (chosen[at] ?? [])));
      const best = cheapest(choices[index] ?? [], others);
      moved ||= best !== chosen[index];
      chosen[index] = best;
    }
    if (!moved) break;
    // Two that keep giving way to each other settle when the other one is asked first.
    order.reverse();
  }
  const labels = chosen.flatMap((candidate) => (candidate ? [candidate] : []));
  const covered = labels.some((one, index) =>
    labels.slice(index + 1).some((other) => overlapOf(one.box, other.box) > 0),
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

function cheapest(candidates: readonly Candidate[], others: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    let price = candidate.price;
    const roomy = grown(candidate.box, 1);
    for (const other of others) {
      if (price >= least) break;
      const shared = overlapOf(roomy, other.box);
      if (shared > 0) price += forbidden + shared;
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
  const lines = bodies.filter((other) => other === body || passesBy(other, body, frame) < reach);
  const short = nameOnly(caption);
  const captions = [
    { written: caption, price: 0 },
    ...(short.lines.length < caption.lines.length ? [{ written: short, price: withoutRelation }] : []),
    ...(caption.tight ? [{ written: caption.tight, price: cutShort }] : []),
  ];
  return captions.flatMap(({ written, price: less }) =>
    spotsAround(body, written).flatMap(({ box, anchor, dislike }) => {
      if (!onPaper(box, frame) || coversNode(box, near, frame)) return [];
      const price = dislike + less + lineCost(body, box, lines, frame);
      return [{ caption: written, box, anchor, price }];
    }),
  );
}

/** How far the line to one person runs from another. */
function passesBy(far: Body, body: Body, { centre }: Frame): number {
  const fx = far.x - centre.x;
  const fy = far.y - centre.y;
  const length = Math.hypot(fx, fy) || 1;
  return Math.abs(fx * (body.y - centre.y) - fy * (body.x - centre.x)) / length;
}

interface Spot {
  readonly box: Box;
  readonly anchor: Anchor;
  readonly dislike: number;
}

function spotsAround(body: Body, { width, height }: Caption): readonly Spot[] {
  const { x, y, radius } = body;
  const above = y - radius - lead - height;
  const below = y + radius + lead;
  const middle = y - height / 2;
  const right = x + radius + lead + 1;
  const left = x - radius - lead - 1 - width;
  const corner = radius * 0.72 + lead;
  const up = body.side === 'above';
  const spot = (at: Point, anchor: Anchor, dislike: number) => ({
    box: { ...at, width, height },
    anchor,
    dislike,
  });
  const vertical = (top: number, dislike: number) =>
    [0, 0.25, -0.25, 0.42, -0.42].map((shift) => {
      const anchor = Math.abs(shift) < 0.4 ? 'middle' : shift > 0 ? 'start' : 'end';
      return spot({ x: x - width / 2 + shift * width, y: top }, anchor, dislike + Math.abs(shift) * 6);
    });
  return [
    ...vertical(up ? above : below, 0),
    ...vertical(up ? below : above, 3),
    spot({ x: right, y: middle }, 'start', 2.5),
    spot({ x: left, y: middle }, 'end', 2.5),
    ...[-1, 1].flatMap((lift) => [
      spot({ x: right - 2, y: middle + lift * height * 0.35 }, 'start', 4),
      spot({ x: left + 2, y: middle + lift * height * 0.35 }, 'end', 4),
    ]),
    spot({ x: x + corner, y: y - corner - height }, 'start', 5),
    spot({ x: x - corner - width, y: y - corner - height }, 'end', 5),
    spot({ x: x + corner, y: y + corner }, 'start', 5),
    spot({ x: x - corner - width, y: y + corner }, 'end', 5),
  ];
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
