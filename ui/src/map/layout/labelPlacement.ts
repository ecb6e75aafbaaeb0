import { lineHeight, type Caption } from './captions';
import { grown, overlapOf } from '../model/geometry';
import type { Label } from './label';
import type { Line } from './lines';
import type { Frame } from './rings';
import { labelCandidates, type Candidate } from './labelCandidates';
import { lead, type Body } from './body';

/** Covering another label costs more than any place can save. */
const forbidden = 1000;
const passes = 16;

/** Finds a place for each label that covers no node and no label; `undefined` if there is none. */
export function placeLabels(
  bodies: readonly Body[],
  captions: readonly Caption[],
  lines: readonly Line[],
  frame: Frame,
): readonly Candidate[] | undefined {
  const around = bodies.map((body, index) => neighboursOf(body, captions[index], bodies));
  const choices: Candidate[][] = [];
  for (const [index, body] of bodies.entries()) {
    const caption = captions[index];
    const near = (around[index] ?? []).flatMap((at) => bodies[at] ?? []);
    const candidates = caption ? labelCandidates(body, caption, near, lines, index, frame) : [];
    if (candidates.length === 0) return undefined;
    choices.push(candidates);
  }
  const chosen = choices.map((candidates) => cheapest(candidates, []));
  const order = choices.map((_, index) => index);
  const unsettled = new Set(order);
  for (let pass = 0; pass < passes && unsettled.size > 0; pass += 1) {
    for (const index of order) {
      // Nobody near has moved since this label was placed.
      if (!unsettled.delete(index)) continue;
      const others = (around[index] ?? []).flatMap((at) => (at === index ? [] : (chosen[at] ?? [])));
      const best = cheapest(choices[index] ?? [], others);
      if (best === chosen[index]) continue;
      chosen[index] = best;
      for (const at of around[index] ?? []) if (at !== index) unsettled.add(at);
    }
    // Two labels that keep avoiding each other come to rest when the other one is placed first.
    order.reverse();
  }
  const labels = chosen.flatMap((candidate) => (candidate ? [candidate] : []));
  const covered = labels.some((one, index) =>
    labels.some((other, at) => at > index && overlapOf(one.box, other.box) > 0),
  );
  return covered ? undefined : labels;
}

/** The people whose node or label could meet that of this person, including this person. */
export function neighboursOf(
  body: Body,
  caption: Caption | undefined,
  bodies: readonly Body[],
  farther = 0,
): readonly number[] {
  const reach = (caption?.width ?? 0) + body.radius + 2 * lead + farther;
  return bodies.flatMap((other, index) =>
    Math.abs(other.x - body.x) < reach + 2 * (other.halfWidth + other.radius) &&
    Math.abs(other.y - body.y) < 2 * (body.halfHeight + other.halfHeight) + farther
      ? [index]
      : [],
  );
}

/** The candidates are sorted by cost. */
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

/** The label as it is drawn. */
export function labelOf({ caption, box, anchor }: Candidate): Label {
  const x = anchor === 'start' ? box.x : anchor === 'end' ? box.x + box.width : box.x + box.width / 2;
  let top = box.y;
  const lines = caption.lines.map(({ text, kind, size, width }) => {
    const y = top + size * 0.95;
    top += size * lineHeight;
    return { text, kind, size, width, anchor, at: { x, y } };
  });
  return { box, lines };
}
