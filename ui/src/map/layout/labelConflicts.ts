import type { Caption } from './captions';
import { around, grown, lengthOf, overlapOf, square, type Box, type Point } from '../model/geometry';
import { neighboursOf } from './labelPlacement';
import type { Placed } from '../model/place';
import { costOf, isNear, linesTo, type Line } from './lines';
import type { Frame } from './rings';
import { bestCandidate, type Candidate } from './labelCandidates';
import type { Body } from './body';

/** The nodes with their labels and lines; the three lists have the same order. */
export interface Standing {
  readonly bodies: readonly Body[];
  readonly labels: readonly Candidate[];
  readonly lines: readonly (readonly Line[])[];
}

/** The people and the paper they are drawn on. */
interface Scene {
  readonly people: readonly Placed[];
  readonly captions: readonly Caption[];
  readonly frame: Frame;
  readonly nodeRadius: number;
}

/** Steps along the ring and outwards, the shortest first: nobody goes farther than they must. */
const steps = [0, 8, -8, 18, -18, 32, -32, 48, -48]
  .flatMap((along) => [0, 10, -10].map((out) => ({ along, out, far: lengthOf(along, out) })))
  .sort((one, other) => one.far - other.far);
const farthestStep = 50;
const perPixel = 0.12;
/** A line that runs over somebody. */
const overSomebody = 6;
/** Between two nodes, and between a node and another's label. */
const apart = 4;
const fromLabel = 2;
/** A name that is cut short is asked before those that stand on a line. */
const cut = 100;
const sweeps = 2;
/** How much better it must be elsewhere. */
const worth = 1;

/**
 * Moves nodes whose label overlaps a line, then nodes whose line crosses a label. A node moves a little, along its
 * ring and within it, and never onto another.
 */
export function resolveLabelConflicts(standing: Standing, scene: Scene): Standing {
  const now = {
    bodies: [...standing.bodies],
    labels: [...standing.labels],
    lines: [...standing.lines],
  };
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let moved = false;
    for (const index of conflicting(now, scene.captions)) {
      const better = betterPlaceFor(index, now, scene);
      if (!better) continue;
      now.bodies[index] = better.body;
      now.labels[index] = better.label;
      now.lines[index] = better.lines;
      moved = true;
    }
    if (!moved) break;
    // A label knows what it costs where it stands; lines have moved since.
    const lines = now.lines.flat();
    now.labels = now.labels.map((label, index) => priced(label, lines, index));
  }
  return now;
}

function priced(label: Candidate, lines: readonly Line[], self: number): Candidate {
  const crossing = costOf(grown(label.box, 2), lines, self);
  return { ...label, crossing, price: label.price - label.crossing + crossing };
}

/** People whose label overlaps a line or is cut short, the worst first, then the people those lines lead to. */
function conflicting({ labels, lines }: Standing, captions: readonly Caption[]): readonly number[] {
  const cost = (index: number) => {
    const label = labels[index];
    if (!label) return 0;
    return label.crossing + (captions[index]?.shorter.includes(label.caption) ? cut : 0);
  };
  const crossed = labels
    .flatMap((_, index) => (cost(index) > 0 ? [index] : []))
    .sort((one, other) => cost(other) - cost(one) || one - other);
  const boxes = labels.flatMap(({ box, crossing }) => (crossing > 0 ? [box] : []));
  const owners = lines.flatMap((own, index) =>
    cost(index) === 0 && boxes.some((box) => costOf(grown(box, 2), own, -1) > 0) ? [index] : [],
  );
  return [...crossed, ...owners];
}

interface Place {
  readonly body: Body;
  readonly label: Candidate;
  readonly lines: readonly Line[];
}

/** The nearby place that costs least; `undefined` when none is better. */
function betterPlaceFor(index: number, { bodies, labels, lines }: Standing, scene: Scene): Place | undefined {
  const { people, captions, frame, nodeRadius } = scene;
  const [body, caption, person] = [bodies[index], captions[index], people[index]];
  if (!body || !caption) return undefined;
  const reach = 60;
  const around = neighboursOf(body, caption, bodies, reach).filter((at) => at !== index);
  const near = around.flatMap((at) => bodies[at] ?? []);
  const nearLabels = around.flatMap((at) => labels[at] ?? []);
  const corridor = sweptBy(lines[index] ?? [], body, frame);
  const others = bodies.filter(
    (other, at) => at !== index && overlapOf(square(other, other.radius + 1), corridor) > 0,
  );
  const otherBoxes: Box[] = [];
  labels.forEach(({ box }, at) => {
    if (at !== index && overlapOf(box, corridor) > 0) otherBoxes.push(grown(box, 2));
  });
  const passing = lines
    .flatMap((own, at) => (at === index ? [] : own))
    .filter((line) => isNear(line, body, reach + caption.width + caption.height + body.radius));

  let best: Place | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    let cost = step.far * perPixel;
    if (cost >= least) break;
    const at = stepped(body, step, frame);
    if (!at || (step.far > 0 && !isFree(at, body.radius, near, nearLabels, frame))) continue;
    const here = { ...body, ...at };
    const own = linesTo(here, person, index, frame, nodeRadius);
    cost = withinLimit(cost, least, own, here, { boxes: otherBoxes, others, passing });
    if (cost >= least) continue;
    // Only what is better by something is worth a move; staying needs no reason.
    const limit = least - cost - (best ? worth : 0);
    const label = bestCandidate(
      here,
      caption,
      [here, ...near],
      nearLabels,
      [...passing, ...own],
      index,
      frame,
      limit,
    );
    if (!label) continue;
    least = cost + label.price;
    best = { body: here, label, lines: own };
  }
  return best?.body.x === body.x && best.body.y === body.y && best.label.box.x === labels[index]?.box.x
    ? undefined
    : best;
}

interface Crossing {
  readonly boxes: readonly Box[];
  readonly others: readonly Body[];
  readonly passing: readonly Line[];
}

/** Adds the cost of crossings by and over somebody's lines. Stops once the limit is reached. */
function withinLimit(
  before: number,
  limit: number,
  own: readonly Line[],
  here: Body,
  { boxes, others, passing }: Crossing,
): number {
  let cost = before;
  const [tie] = own;
  for (const line of passing) {
    if (isNear(line, here, here.radius + 1)) cost += overSomebody;
    if (cost >= limit) return cost;
  }
  for (const other of others) {
    if (tie && isNear(tie, other, other.radius + 1)) cost += overSomebody;
    if (cost >= limit) return cost;
  }
  for (const box of boxes) {
    cost += costOf(box, own, -1);
    if (cost >= limit) return cost;
  }
  return cost;
}

/** The area somebody's lines can reach while the node moves. */
function sweptBy(lines: readonly Line[], body: Body, { centre }: Frame): Box {
  const points = [centre, body, ...lines.flatMap(({ from, to }) => [from, to])];
  const standing = lengthOf(body.x - centre.x, body.y - centre.y) || 1;
  const farthest = Math.max(...points.map(({ x, y }) => lengthOf(x - centre.x, y - centre.y)));
  return grown(around(points), farthestStep * Math.max(1, farthest / standing) + 12);
}

/** So many pixels along the ring and outwards, as far as the ring goes. */
function stepped(
  body: Body,
  { along, out }: { readonly along: number; readonly out: number },
  { centre, size }: Frame,
): Point | undefined {
  if (along === 0 && out === 0) return { x: body.x, y: body.y };
  const dx = body.x - centre.x;
  const dy = body.y - centre.y;
  const far = lengthOf(dx, dy) || 1;
  const distance = Math.min(Math.max(far + out, body.inner), body.outer);
  const turn = along / far;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const x = centre.x + ((dx * cos - dy * sin) / far) * distance;
  const y = centre.y + ((dx * sin + dy * cos) / far) * distance;
  const edge = body.radius + 4;
  const onPaper = x >= edge && y >= edge && x <= size.width - edge && y <= size.height - edge;
  return onPaper ? { x, y } : undefined;
}

function isFree(
  { x, y }: Point,
  radius: number,
  near: readonly Body[],
  labels: readonly Candidate[],
  { centre, client }: Frame,
): boolean {
  const fromClient = client + radius + apart;
  if (squared(x - centre.x, y - centre.y) <= fromClient * fromClient) return false;
  for (const other of near) {
    const least = radius + other.radius + apart;
    if (squared(x - other.x, y - other.y) < least * least) return false;
  }
  const least = radius + fromLabel;
  for (const { box } of labels) {
    const dx = Math.max(box.x - x, 0, x - box.x - box.width);
    const dy = Math.max(box.y - y, 0, y - box.y - box.height);
    if (squared(dx, dy) < least * least) return false;
  }
  return true;
}

function squared(dx: number, dy: number): number {
  return dx * dx + dy * dy;
}
