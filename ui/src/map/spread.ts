import type { Caption, Grade } from './captions';
import { lengthOf, pointAt, turnBetween } from './geometry';
import type { Placed } from './layout';
import { bandOf, type Frame } from './rings';

/** A node looking for its place: pushed by neighbours, drawn back to where it was put, held by its ring. */
export interface Body {
  x: number;
  y: number;
  readonly radius: number;
  /** Where it was put. */
  readonly home: { readonly x: number; readonly y: number; readonly angle: number };
  /** Least and greatest distance from the centre. */
  readonly inner: number;
  readonly outer: number;
  /** On which side of the node the label would best stand. */
  readonly side: 'above' | 'below';
  /** Half of node and label together, and how far their middle is from the node's. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly shift: number;
}

/** How much wider the second ring of a focus person is. */
export const secondRing = 4;
/** Air between two nodes. */
export const air = 5;
/** Air between a node and its label. */
export const lead = 4.5;

/** First everybody is drawn back to where they were put, less and less; then they only make room. */
const drawn = 24;
const passing = 40;
const rounds = 80;
const settling = 12;
/** How often it is looked at again who is near whom, how near is near, and how far beside a line is beside it. */
const fresh = 8;
const margin = 30;
const inTheWay = 0.4;

/** Gives everybody a place in their ring; `undefined` when two nodes still touch. */
export function spread(
  people: readonly Placed[],
  captions: readonly Caption[],
  frame: Frame,
  grade: Grade,
): readonly Body[] | undefined {
  const bodies = people.map((person, index) => bodyOf(person, captions[index], frame, grade, index));
  let pairs: Pairs = { near: [], inLine: [] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % fresh === 0) pairs = pairsOf(bodies, frame, round < passing);
    const pull = 0.1 * (1 - round / drawn);
    for (const body of pull > 0 ? bodies : []) {
      body.x += (body.home.x - body.x) * pull;
      body.y += (body.home.y - body.y) * pull;
    }
    for (const [one, other] of pairs.inLine) {
      letPass(one, other, frame, 0.6);
      letPass(other, one, frame, 0.6);
    }
    let moved = 0;
    for (const [one, other] of pairs.near) moved += makeRoom(one, other, 0.45) + part(one, other, frame);
    for (const body of bodies) hold(body, frame);
    if (round > passing && moved < 0.5) break;
  }
  const { near } = pairsOf(bodies, frame, false);
  for (let round = 0; round < settling; round += 1) {
    for (const [one, other] of near) part(one, other, frame);
    for (const body of bodies) hold(body, frame);
  }
  return near.some(([one, other]) => touching(one, other)) ? undefined : bodies;
}

type Pair = readonly [Body, Body];

/** Who may come into each other's way before the pairs are looked at again. */
interface Pairs {
  readonly near: readonly Pair[];
  /** One may stand on the line to the other. */
  readonly inLine: readonly Pair[];
}

function pairsOf(bodies: readonly Body[], { centre }: Frame, lines: boolean): Pairs {
  const angles = bodies.map((body) => Math.atan2(body.y - centre.y, body.x - centre.x));
  const near: Pair[] = [];
  const inLine: Pair[] = [];
  bodies.forEach((one, first) => {
    const angle = angles[first] ?? 0;
    for (let second = first + 1; second < bodies.length; second += 1) {
      const other = bodies[second];
      if (!other) continue;
      const meet =
        Math.abs(other.x - one.x) < one.halfWidth + other.halfWidth + margin &&
        Math.abs(other.y - one.y) < one.halfHeight + other.halfHeight + margin;
      if (meet) near.push([one, other]);
      const turn = Math.abs(angle - (angles[second] ?? 0));
      if (lines && Math.min(turn, 2 * Math.PI - turn) < inTheWay) inLine.push([one, other]);
    }
  });
  return { near, inLine };
}

function bodyOf(
  person: Placed,
  caption: Caption | undefined,
  frame: Frame,
  grade: Grade,
  index: number,
): Body {
  const band = bandOf(frame, person.ring);
  const radius = grade.radius + (person.focus ? secondRing : 0);
  const inner = band.inner + radius + 3;
  const outer = Number.isFinite(band.outer) ? Math.max(band.outer - radius - 3, inner) : band.outer;
  const distance = Number.isFinite(band.outer) ? (inner + outer) / 2 : inner + 2;
  const angle = Number.isFinite(person.angle) ? person.angle : 0;
  const home = pointAt(frame.centre, angle, distance);
  // Two people on one spot would not know which way to go: the later one stands a hair further on.
  const start = pointAt(frame.centre, angle + index * 0.01, distance);
  const side = Math.cos((angle * Math.PI) / 180) > 0.1 ? 'above' : 'below';
  const half = ((caption?.height ?? 0) + lead) / 2;
  return {
    ...start,
    radius,
    home: { ...home, angle },
    inner,
    outer,
    side,
    halfWidth: Math.max((caption?.width ?? 0) / 2, radius) + 2,
    halfHeight: radius + half + 1,
    shift: side === 'above' ? -half : half,
  };
}

/** Two nodes that touch each give way by half; says by how much. */
function part(one: Body, other: Body, frame: Frame): number {
  const need = one.radius + other.radius + air;
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  if (Math.abs(dx) >= need || Math.abs(dy) >= need) return 0;
  const distance = lengthOf(dx, dy);
  if (distance >= need) return 0;
  const along = distance > 0.01 ? { x: dx / distance, y: dy / distance } : aroundFrom(one, frame);
  const push = (need - distance) / 2;
  one.x -= along.x * push;
  one.y -= along.y * push;
  other.x += along.x * push;
  other.y += along.y * push;
  return push;
}

/** The clockwise direction at a node. */
function aroundFrom(body: Body, frame: Frame) {
  const dx = body.x - frame.centre.x;
  const dy = body.y - frame.centre.y;
  const distance = lengthOf(dx, dy) || 1;
  return { x: -dy / distance, y: dx / distance };
}

/** Nodes leave room for each other's labels; says by how much they moved. */
function makeRoom(one: Body, other: Body, strength: number): number {
  const dx = other.x - one.x;
  const overX = one.halfWidth + other.halfWidth - Math.abs(dx);
  if (overX <= 0) return 0;
  const dy = other.y + other.shift - one.y - one.shift;
  const overY = one.halfHeight + other.halfHeight - Math.abs(dy);
  if (overY <= 0) return 0;
  const sideways = overX < overY;
  const push = sideways
    ? (overX / 2) * strength * (dx < 0 ? -1 : 1)
    : (overY / 2) * strength * (dy < 0 ? -1 : 1);
  if (sideways) {
    one.x -= push;
    other.x += push;
  } else {
    one.y -= push;
    other.y += push;
  }
  return Math.abs(push);
}

/** The nearer node steps out of the way of the line to the one farther out. */
function letPass(near: Body, far: Body, { centre }: Frame, strength: number) {
  const nx = near.x - centre.x;
  const ny = near.y - centre.y;
  const fx = far.x - centre.x;
  const fy = far.y - centre.y;
  const aside = fx * ny - fy * nx;
  const room = near.radius + air;
  // Most pairs are far beside each other: they are told apart without a root.
  if (aside * aside >= room * room * (fx * fx + fy * fy) || nx * fx + ny * fy <= 0) return;
  const reach = lengthOf(fx, fy);
  if (reach < lengthOf(nx, ny) + 4) return;
  const beside = aside / reach;
  const sign =
    beside === 0 ? Math.sign(turnBetween(far.home.angle, near.home.angle)) || 1 : Math.sign(beside);
  const push = (room - Math.abs(beside)) * strength * sign * 0.5;
  near.x += (-fy / reach) * push;
  near.y += (fx / reach) * push;
  far.x -= (-fy / reach) * push;
  far.y -= (fx / reach) * push;
}

/** Back into the ring, and onto the paper. */
function hold(body: Body, frame: Frame) {
  const { centre, size } = frame;
  const edge = body.radius + 4;
  body.x = Math.min(Math.max(body.x, edge), size.width - edge);
  body.y = Math.min(Math.max(body.y, edge), size.height - edge);
  const dx = body.x - centre.x;
  const dy = body.y - centre.y;
  const distance = lengthOf(dx, dy) || 1;
  const wanted = Math.min(Math.max(distance, body.inner), body.outer);
  body.x = centre.x + (dx / distance) * wanted;
  body.y = centre.y + (dy / distance) * wanted;
}

function touching(one: Body, other: Body): boolean {
  return lengthOf(one.x - other.x, one.y - other.y) < one.radius + other.radius + 1;
}
