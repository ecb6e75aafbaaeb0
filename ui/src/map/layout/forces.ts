import { lengthOf, turnBetween, type Point } from '../model/geometry';
import type { Frame } from './rings';
import type { Body } from './body';

/** The gap between two nodes. */
const gap = 5;
/** The distance within which nodes count as near, and the greatest angle beside a line that counts as in its way. */
const margin = 30;
const inTheWay = 0.4;

type Row = Float64Array | readonly number[];

const at = (row: Row, index: number): number => row[index] ?? 0;

/**
 * Simulates forces between nodes: neighbours push a node away, and its home pulls it back. The numbers lie in typed
 * arrays because they are read a hundred thousand times, which is several times as fast as objects.
 */
export class ForceSimulation {
  readonly #bodies: readonly Body[];
  readonly #frame: Frame;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #radius: Float64Array;
  readonly #halfWidth: Float64Array;
  readonly #halfHeight: Float64Array;
  readonly #shift: Float64Array;
  /** Pairs of nodes that may meet before neighbours are found again: one, other, one, other. */
  #near: readonly number[] = [];
  /** Pairs of which one node may stand on the line to the other. */
  #inLine: readonly number[] = [];

  constructor(bodies: readonly Body[], frame: Frame) {
    this.#bodies = bodies;
    this.#frame = frame;
    this.#x = Float64Array.from(bodies, (body) => body.x);
    this.#y = Float64Array.from(bodies, (body) => body.y);
    this.#radius = Float64Array.from(bodies, (body) => body.radius);
    this.#halfWidth = Float64Array.from(bodies, (body) => body.halfWidth);
    this.#halfHeight = Float64Array.from(bodies, (body) => body.halfHeight);
    this.#shift = Float64Array.from(bodies, (body) => body.shift);
  }

  positionOf(index: number): Point {
    return { x: at(this.#x, index), y: at(this.#y, index) };
  }

  /** Finds the pairs that are near each other and, if `lines`, those of which one is in the line of the other. */
  findNeighbours(lines: boolean) {
    const { centre } = this.#frame;
    const [x, y, halfWidth, halfHeight] = [this.#x, this.#y, this.#halfWidth, this.#halfHeight];
    const count = x.length;
    const angles = x.map((it, index) => Math.atan2(at(y, index) - centre.y, it - centre.x));
    const near: number[] = [];
    const inLine: number[] = [];
    for (let one = 0; one < count; one += 1) {
      const [oneX, oneY, angle] = [at(x, one), at(y, one), at(angles, one)];
      const [reachX, reachY] = [at(halfWidth, one) + margin, at(halfHeight, one) + margin];
      for (let other = one + 1; other < count; other += 1) {
        const meet =
          Math.abs(at(x, other) - oneX) < reachX + at(halfWidth, other) &&
          Math.abs(at(y, other) - oneY) < reachY + at(halfHeight, other);
        if (meet) near.push(one, other);
        if (!lines) continue;
        const turn = Math.abs(angle - at(angles, other));
        if (Math.min(turn, 2 * Math.PI - turn) < inTheWay) inLine.push(one, other);
      }
    }
    this.#near = near;
    this.#inLine = inLine;
  }

  /** Moves every node a part of the distance back to its home. */
  pullHome(part: number) {
    this.#bodies.forEach(({ home }, index) => {
      this.#x[index] = at(this.#x, index) + (home.x - at(this.#x, index)) * part;
      this.#y[index] = at(this.#y, index) + (home.y - at(this.#y, index)) * part;
    });
  }

  /** Pushes inner nodes off the lines that lead to outer nodes. */
  clearLines(strength: number) {
    const inLine = this.#inLine;
    for (let pair = 0; pair < inLine.length; pair += 2) {
      this.#pushOffLine(at(inLine, pair), at(inLine, pair + 1), strength);
      this.#pushOffLine(at(inLine, pair + 1), at(inLine, pair), strength);
    }
  }

  #pushOffLine(near: number, far: number, strength: number) {
    const { centre } = this.#frame;
    const [x, y] = [this.#x, this.#y];
    const nx = at(x, near) - centre.x;
    const ny = at(y, near) - centre.y;
    const fx = at(x, far) - centre.x;
    const fy = at(y, far) - centre.y;
    const aside = fx * ny - fy * nx;
    const room = at(this.#radius, near) + gap;
    const far2 = fx * fx + fy * fy;
    // Most pairs are far apart: this finds them without a square root.
    if (aside * aside >= room * room * far2 || nx * fx + ny * fy <= 0) return;
    const reach = Math.sqrt(far2);
    if (reach < lengthOf(nx, ny) + 4) return;
    const beside = aside / reach;
    const sign = beside === 0 ? this.#side(near, far) : Math.sign(beside);
    const push = ((room - Math.abs(beside)) * strength * sign * 0.5) / reach;
    x[near] = at(x, near) - fy * push;
    y[near] = at(y, near) + fx * push;
    x[far] = at(x, far) + fy * push;
    y[far] = at(y, far) - fx * push;
  }

  /** A node exactly on a line moves to the side of its home. */
  #side(near: number, far: number): number {
    const [from, to] = [this.#bodies[far]?.home.angle ?? 0, this.#bodies[near]?.home.angle ?? 0];
    return Math.sign(turnBetween(from, to)) || 1;
  }

  /** Pushes overlapping nodes and labels apart. Returns the distance moved. */
  pushApart(strength: number): number {
    const near = this.#near;
    const [x, y, halfWidth, halfHeight, shift] = [
      this.#x,
      this.#y,
      this.#halfWidth,
      this.#halfHeight,
      this.#shift,
    ];
    let moved = 0;
    for (let pair = 0; pair < near.length; pair += 2) {
      const one = at(near, pair);
      const other = at(near, pair + 1);
      const dx = at(x, other) - at(x, one);
      const overX = at(halfWidth, one) + at(halfWidth, other) - Math.abs(dx);
      const dy = at(y, other) + at(shift, other) - at(y, one) - at(shift, one);
      const overY = at(halfHeight, one) + at(halfHeight, other) - Math.abs(dy);
      if (overX > 0 && overY > 0) {
        const push = (Math.min(overX, overY) / 2) * strength;
        const row = overX < overY ? x : y;
        const signedPush = (overX < overY ? dx : dy) < 0 ? -push : push;
        row[one] = at(row, one) - signedPush;
        row[other] = at(row, other) + signedPush;
        moved += push;
      }
      moved += this.#separate(one, other);
    }
    return moved;
  }

  /** Moves two nodes that touch apart, each by half. Returns the distance moved. */
  #separate(one: number, other: number): number {
    const [x, y] = [this.#x, this.#y];
    const need = at(this.#radius, one) + at(this.#radius, other) + gap;
    let dx = at(x, other) - at(x, one);
    let dy = at(y, other) - at(y, one);
    if (Math.abs(dx) >= need || Math.abs(dy) >= need) return 0;
    let distance = lengthOf(dx, dy);
    if (distance >= need) return 0;
    const push = (need - distance) / 2;
    if (distance <= 0.01) {
      // Two nodes at the same point move apart along the ring.
      dx = this.#frame.centre.y - at(y, one);
      dy = at(x, one) - this.#frame.centre.x;
      distance = lengthOf(dx, dy) || 1;
    }
    x[one] = at(x, one) - (dx / distance) * push;
    y[one] = at(y, one) - (dy / distance) * push;
    x[other] = at(x, other) + (dx / distance) * push;
    y[other] = at(y, other) + (dy / distance) * push;
    return push;
  }

  /** Separates nodes that touch, without regard to labels. */
  separateNodes() {
    const near = this.#near;
    for (let pair = 0; pair < near.length; pair += 2) this.#separate(at(near, pair), at(near, pair + 1));
  }

  /** Moves every node back into its ring and onto the paper. */
  keepInRings() {
    const { centre, size } = this.#frame;
    this.#bodies.forEach(({ radius, inner, outer }, index) => {
      const edge = radius + 4;
      const dx = Math.min(Math.max(at(this.#x, index), edge), size.width - edge) - centre.x;
      const dy = Math.min(Math.max(at(this.#y, index), edge), size.height - edge) - centre.y;
      const distance = lengthOf(dx, dy) || 1;
      const wanted = Math.min(Math.max(distance, inner), outer);
      this.#x[index] = centre.x + (dx / distance) * wanted;
      this.#y[index] = centre.y + (dy / distance) * wanted;
    });
  }

  /** Whether two nodes still touch. */
  isTouching(): boolean {
    const near = this.#near;
    for (let pair = 0; pair < near.length; pair += 2) {
      const [one, other] = [at(near, pair), at(near, pair + 1)];
      const need = at(this.#radius, one) + at(this.#radius, other) + 1;
      const apart = lengthOf(at(this.#x, one) - at(this.#x, other), at(this.#y, one) - at(this.#y, other));
      if (apart < need) return true;
    }
    return false;
  }
}
