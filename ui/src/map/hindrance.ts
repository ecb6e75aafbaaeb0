import type { Box, Point } from './geometry';

/** A node in the way of a line. */
export interface Obstacle extends Point {
  readonly radius: number;
}

const overName = 10;
const perPixel = 0.3;
const overNode = 14;
/** Air between a line and a node. */
const air = 4;
/** Straight parts a bend is looked at in. */
const parts = 10;

const at = (row: Float64Array, index: number): number => row[index] ?? 0;

/** A line that is tried: one at a time, so that a hundred thousand of them leave nothing to clear away. */
export class Tried {
  readonly x = new Float64Array(parts + 1);
  readonly y = new Float64Array(parts + 1);
  left = 0;
  top = 0;
  right = 0;
  bottom = 0;

  /** From one point to another, drawn towards a third; straight where that lies between them. */
  bend(from: Point, towards: Point, to: Point) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let index = 0; index <= parts; index += 1) {
      const t = index / parts;
      const one = (1 - t) * (1 - t);
      const two = 2 * t * (1 - t);
      const x = one * from.x + two * towards.x + t * t * to.x;
      const y = one * from.y + two * towards.y + t * t * to.y;
      this.x[index] = x;
      this.y[index] = y;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
  }

  /** Whether it comes that near to a point. */
  passes(x: number, y: number, reach: number): boolean {
    if (x - reach > this.right || x + reach < this.left) return false;
    if (y - reach > this.bottom || y + reach < this.top) return false;
    for (let index = 1; index <= parts; index += 1) {
      const fromX = at(this.x, index - 1);
      const fromY = at(this.y, index - 1);
      const dx = at(this.x, index) - fromX;
      const dy = at(this.y, index) - fromY;
      const part = ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1);
      const held = part < 0 ? 0 : part > 1 ? 1 : part;
      const ox = fromX + dx * held - x;
      const oy = fromY + dy * held - y;
      if (ox * ox + oy * oy < reach * reach) return true;
    }
    return false;
  }

  /** How much of it lies inside a box. */
  lengthInside(box: Box): number {
    const right = box.x + box.width;
    const bottom = box.y + box.height;
    if (box.x > this.right || right < this.left || box.y > this.bottom || bottom < this.top) return 0;
    let inside = 0;
    for (let index = 1; index <= parts; index += 1) {
      const fromX = at(this.x, index - 1);
      const fromY = at(this.y, index - 1);
      const dx = at(this.x, index) - fromX;
      const dy = at(this.y, index) - fromY;
      let enter = 0;
      let leave = 1;
      if (dx !== 0) {
        const one = (box.x - fromX) / dx;
        const other = (right - fromX) / dx;
        enter = one < other ? one : other;
        leave = one < other ? other : one;
      } else if (fromX <= box.x || fromX >= right) continue;
      if (dy !== 0) {
        const one = (box.y - fromY) / dy;
        const other = (bottom - fromY) / dy;
        enter = Math.max(enter, one < other ? one : other);
        leave = Math.min(leave, one < other ? other : one);
      } else if (fromY <= box.y || fromY >= bottom) continue;
      enter = Math.max(enter, 0);
      leave = Math.min(leave, 1);
      if (leave > enter) inside += (leave - enter) * Math.sqrt(dx * dx + dy * dy);
    }
    return inside;
  }
}

/** What lines go round where they can: names, and nodes that are not their own. */
export class Hindrances {
  readonly #names: readonly Box[];
  readonly #nodes: readonly Obstacle[];

  constructor(names: readonly Box[], nodes: readonly Obstacle[]) {
    this.#names = names;
    this.#nodes = nodes;
  }

  /** How much is wrong with a line between these nodes; no longer counted than it is less than the limit. */
  costOf(line: Tried, one: Obstacle, other: Obstacle | null, limit = Number.POSITIVE_INFINITY): number {
    let cost = 0;
    for (const node of this.#nodes) {
      if (node === one || node === other) continue;
      if (line.passes(node.x, node.y, node.radius + air)) cost += overNode;
      if (cost >= limit) return cost;
    }
    for (const box of this.#names) {
      const inside = line.lengthInside(box);
      if (inside > 0) cost += overName + inside * perPixel;
      if (cost >= limit) return cost;
    }
    return cost;
  }

  /** Those that can be in the way in a part of the paper. */
  in({ x, y, width, height }: Box): Hindrances {
    return new Hindrances(
      this.#names.filter(
        (box) => box.x < x + width && box.x + box.width > x && box.y < y + height && box.y + box.height > y,
      ),
      this.#nodes.filter((node) => {
        const reach = node.radius + air;
        return (
          node.x - reach < x + width &&
          node.x + reach > x &&
          node.y - reach < y + height &&
          node.y + reach > y
        );
      }),
    );
  }
}
