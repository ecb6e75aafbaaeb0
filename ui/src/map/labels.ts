import { lineHeight, nameOnly, type Caption } from './captions';
import { distanceToBox, grown, lengthInside, overlapOf, type Box, type Point } from './geometry';
import type { Label } from './layout';
import type { Frame } from './rings';
import { lead, type Body } from './spread';

interface Candidate {
  readonly caption: Caption;
  readonly box: Box;
  /** What is wrong with it apart from other labels; the least is chosen. */
  readonly price: number;
}

/** A label that covers another costs more than any place could be liked. */
const forbidden = 1000;
const passes = 10;

/** A place for every label, free of every node and label; `undefined` when there is none. */
export function labelled(
  bodies: readonly Body[],
  captions: readonly Caption[],
  frame: Frame,
): readonly Label[] | undefined {
  const choices = bodies.map((body, index) => candidatesFor(index, body, captions[index], bodies, frame));
  if (choices.some((candidates) => candidates.length === 0)) return undefined;
  const chosen = choices.map((candidates) => cheapest(candidates, [], -1));
  for (let pass = 0; pass < passes; pass += 1) {
    let moved = false;
    choices.forEach((candidates, index) => {
      const best = cheapest(candidates, chosen, index);
      moved ||= best !== chosen[index];
      chosen[index] = best;
    });
    if (!moved) break;
  }
  const free = chosen.every(
    (one, index) => !one || chosen.every((other, at) => at <= index || !other || apart(one, other)),
  );
  if (!free) return undefined;
  return chosen.flatMap((candidate) => (candidate ? [written(candidate)] : []));
}

function apart(one: Candidate, other: Candidate): boolean {
  return overlapOf(one.box, other.box) === 0;
}

function cheapest(
  candidates: readonly Candidate[],
  others: readonly (Candidate | undefined)[],
  self: number,
): Candidate | undefined {
  let best: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    let price = candidate.price;
    const roomy = grown(candidate.box, 1);
    for (let index = 0; index < others.length && price < least; index += 1) {
      const other = others[index];
      if (!other || index === self) continue;
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
  index: number,
  body: Body,
  caption: Caption | undefined,
  bodies: readonly Body[],
  frame: Frame,
): Candidate[] {
  if (!caption) return [];
  const short = nameOnly(caption);
  const captions = short.lines.length < caption.lines.length ? [caption, short] : [caption];
  return captions.flatMap((written, shorter) =>
    spotsAround(body, written).flatMap(({ box, dislike }) => {
      if (!onPaper(box, frame) || coversNode(box, bodies, frame)) return [];
      return [{ caption: written, box, price: dislike + shorter * 24 + lineCost(index, box, bodies, frame) }];
    }),
  );
}

function spotsAround(
  body: Body,
  { width, height }: Caption,
): { readonly box: Box; readonly dislike: number }[] {
  const { x, y, radius } = body;
  const above = y - radius - lead - height;
  const below = y + radius + lead;
  const middle = y - height / 2;
  const right = x + radius + lead + 1;
  const left = x - radius - lead - 1 - width;
  const corner = radius * 0.72 + lead;
  const up = body.side === 'above';
  const spot = (at: Point, dislike: number) => ({ box: { ...at, width, height }, dislike });
  const vertical = (top: number, dislike: number) =>
    [0, 0.25, -0.25, 0.42, -0.42].map((shift) =>
      spot({ x: x - width / 2 + shift * width, y: top }, dislike + Math.abs(shift) * 6),
    );
  return [
    ...vertical(up ? above : below, 0),
    ...vertical(up ? below : above, 3),
    spot({ x: right, y: middle }, 2.5),
    spot({ x: left, y: middle }, 2.5),
    ...[-1, 1].flatMap((lift) => [
      spot({ x: right - 2, y: middle + lift * height * 0.35 }, 4),
      spot({ x: left + 2, y: middle + lift * height * 0.35 }, 4),
    ]),
    spot({ x: x + corner, y: y - corner - height }, 5),
    spot({ x: x - corner - width, y: y - corner - height }, 5),
    spot({ x: x + corner, y: y + corner }, 5),
    spot({ x: x - corner - width, y: y + corner }, 5),
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
function lineCost(index: number, box: Box, bodies: readonly Body[], frame: Frame): number {
  let cost = 0;
  bodies.forEach((body, at) => {
    const inside = lengthInside(grown(box, 2), frame.centre, body);
    if (inside > 0) cost += 3 + inside * (at === index ? 0.4 : 0.25);
  });
  return cost;
}

function written({ caption, box }: Candidate): Label {
  let top = box.y;
  const lines = caption.lines.map((line) => {
    const baseline = top + line.size * 0.95;
    top += line.size * lineHeight;
    return {
      text: line.text,
      kind: line.kind,
      size: line.size,
      at: { x: box.x + box.width / 2, y: baseline },
    };
  });
  return { box, lines };
}
