import type { Caption } from './captions';
import { around, grown, lengthOf, overlapOf, square, type Box, type Point } from '../model/geometry';
import { neighboursOf } from './labelPlacement';
import type { Placed } from '../model/place';
import { costOf, isNear, linesTo, type Line } from './lines';
import type { Frame } from './rings';
import { bestCandidate, type Candidate } from './labelCandidates';
import type { Body } from './body';

/** The nodes with their labels and lines; the three lists have the same order. */
export interface Arrangement {
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

/** Moves to try, along the ring and outwards, the shortest first. */
const steps = [0, 8, -8, 18, -18, 32, -32, 48, -48]
  .flatMap((along) => [0, 10, -10].map((out) => ({ along, out, far: lengthOf(along, out) })))
  .sort((one, other) => one.far - other.far);
const farthestStep = 50;
const perPixel = 0.12;
/** The cost of a line that crosses a node. */
const overSomebody = 6;
/** The least gap between two nodes, and between a node and the label of another. */
const apart = 4;
const fromLabel = 2;
/** People whose name is cut short move before those whose label overlaps a line. */
const cut = 100;
const sweeps = 2;
/** A move must save at least so much cost. */
const worth = 1;

/**
 * Resolves overlaps of labels and lines: moves nodes whose label overlaps a line, then nodes whose line crosses a
 * label. A node moves a little, along its ring and within it, and never onto another. Labels that overlap each other
 * are the task of `labelPlacement.ts`.
 */
export function resolveLabelOverlaps(arrangement: Arrangement, scene: Scene): Arrangement {
  const now = {
    bodies: [...arrangement.bodies],
    labels: [...arrangement.labels],
    lines: [...arrangement.lines],
  };
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let moved = false;
    for (const index of overlapping(now, scene.captions)) {
      const better = betterPlaceFor(index, now, scene);
      if (!better) continue;
      now.bodies[index] = better.body;
      now.labels[index] = better.label;
      now.lines[index] = better.lines;
      moved = true;
    }
    if (!moved) break;
    // The cost of each label is computed again, because lines have moved.
    const lines = now.lines.flat();
    now.labels = now.labels.map((label, index) => priced(label, lines, index));
  }
  return now;
}

function priced(label: Candidate, lines: readonly Line[], self: number): Candidate {
  const crossing = costOf(grown(label.box, 2), lines, self);
  return { ...label, crossing, price: label.price - label.crossing + crossing };
}

/**
 * The people whose label overlaps a line or is cut short, the worst first, then the people to whom those lines lead.
 */
function overlapping({ labels, lines }: Arrangement, captions: readonly Caption[]): readonly number[] {
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

/** The nearby place with the least cost; `undefined` if none is better. */
function betterPlaceFor(
  index: number,
  { bodies, labels, lines }: Arrangement,
  scene: Scene,
): Place | undefined {
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
    // A move has to be worth its cost; staying does not.
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

/**
 * Adds the cost of lines that cross this node, and of labels and nodes that its own lines cross. Stops once the limit
 * is reached.
 */
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

/** The area that the lines of a person can reach while their node moves. */
function sweptBy(lines: readonly Line[], body: Body, { centre }: Frame): Box {
  const points = [centre, body, ...lines.flatMap(({ from, to }) => [from, to])];
  const distance = lengthOf(body.x - centre.x, body.y - centre.y) || 1;
  const farthest = Math.max(...points.map(({ x, y }) => lengthOf(x - centre.x, y - centre.y)));
  return grown(around(points), farthestStep * Math.max(1, farthest / distance) + 12);
}

/** A step along the ring and outwards, within the ring. */
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
