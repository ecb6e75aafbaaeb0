import { square, type Box, type Point } from '../model/geometry';
import { Grid } from './grid';

/** A node in the way of a line. */
export interface Obstacle extends Point {
  readonly radius: number;
}

const overName = 10;
const perPixel = 0.3;
const overNode = 14;
/** The gap between a line and a node. */
const gap = 4;
/** The number of straight parts in which a bend is examined. */
const parts = 10;

const at = (row: Float64Array, index: number): number => row[index] ?? 0;

/** A curve that is tried. One object is reused for all tries, so that nothing needs to be garbage-collected. */
export class TrialCurve {
  readonly x = new Float64Array(parts + 1);
  readonly y = new Float64Array(parts + 1);
  left = 0;
  top = 0;
  right = 0;
  bottom = 0;

  /** From one point to another with a control point; straight if that lies between them. */
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

  /** Whether the curve comes that near to a point. */
  passes(x: number, y: number, reach: number): boolean {
    if (x - reach > this.right || x + reach < this.left) return false;
    if (y - reach > this.bottom || y + reach < this.top) return false;
    for (let index = 1; index <= parts; index += 1) if (this.isNear(index, x, y, reach)) return true;
    return false;
  }

  /** Whether one part of the curve comes that near to a point. */
  isNear(part: number, x: number, y: number, reach: number): boolean {
    const fromX = at(this.x, part - 1);
    const fromY = at(this.y, part - 1);
    const dx = at(this.x, part) - fromX;
    const dy = at(this.y, part) - fromY;
    const along = ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1);
    const held = along < 0 ? 0 : along > 1 ? 1 : along;
    const ox = fromX + dx * held - x;
    const oy = fromY + dy * held - y;
    return ox * ox + oy * oy < reach * reach;
  }

  /** The length of one part of the curve inside a box. */
  inside(part: number, left: number, top: number, right: number, bottom: number): number {
    const fromX = at(this.x, part - 1);
    const fromY = at(this.y, part - 1);
    const dx = at(this.x, part) - fromX;
    const dy = at(this.y, part) - fromY;
    let enter = 0;
    let leave = 1;
    if (dx !== 0) {
      const one = (left - fromX) / dx;
      const other = (right - fromX) / dx;
      enter = one < other ? one : other;
      leave = one < other ? other : one;
    } else if (fromX <= left || fromX >= right) return 0;
    if (dy !== 0) {
      const one = (top - fromY) / dy;
      const other = (bottom - fromY) / dy;
      enter = Math.max(enter, one < other ? one : other);
      leave = Math.min(leave, one < other ? other : one);
    } else if (fromY <= top || fromY >= bottom) return 0;
    enter = Math.max(enter, 0);
    leave = Math.min(leave, 1);
    return leave > enter ? (leave - enter) * Math.sqrt(dx * dx + dy * dy) : 0;
  }
}

/** The obstacles of lines: names and nodes. The two nodes at its ends are no obstacles for a line. */
export class Obstacles {
  readonly #nodes: readonly Obstacle[];
  readonly #grid: Grid;
  /** The edges of all boxes, nodes first: left, top, right, bottom. */
  readonly #edges: Float64Array;
  /** For each box, the last line that met it. */
  readonly #met: Int32Array;
  /** For each box, the last part of a line for which it was examined. */
  readonly #looked: Int32Array;
  #lines = 0;

  constructor(names: readonly Box[], nodes: readonly Obstacle[]) {
    this.#nodes = nodes;
    const boxes = [...nodes.map((node) => square(node, node.radius + gap)), ...names];
    this.#grid = new Grid(boxes);
    this.#edges = Float64Array.from(
      boxes.flatMap(({ x, y, width, height }) => [x, y, x + width, y + height]),
    );
    this.#met = new Int32Array(boxes.length);
    this.#looked = new Int32Array(boxes.length);
  }

  /** The cost of a line between these nodes. Counting stops at the limit. */
  costOf(line: TrialCurve, one: Obstacle, other: Obstacle | null, limit = Number.POSITIVE_INFINITY): number {
    this.#lines += 1;
    const [grid, looked, before] = [this.#grid, this.#looked, this.#lines * (parts + 1)];
    let cost = 0;
    for (let part = 1; part <= parts; part += 1) {
      const [fromX, toX] = [at(line.x, part - 1), at(line.x, part)];
      const [fromY, toY] = [at(line.y, part - 1), at(line.y, part)];
      const [firstColumn, lastColumn] = [
        grid.column(Math.min(fromX, toX)),
        grid.column(Math.max(fromX, toX)),
      ];
      const [firstRow, lastRow] = [grid.row(Math.min(fromY, toY)), grid.row(Math.max(fromY, toY))];
      for (let row = firstRow; row <= lastRow; row += 1) {
        for (let column = firstColumn; column <= lastColumn; column += 1) {
          for (let next = grid.first(column, row); next < grid.end(column, row); next += 1) {
            const index = grid.thing(next);
            // A box lies in several cells and is examined once.
            if (looked[index] === before + part) continue;
            looked[index] = before + part;
            cost += this.#costOf(line, part, index, one, other);
            if (cost >= limit) return cost;
          }
        }
      }
    }
    return cost;
  }

  #costOf(line: TrialCurve, part: number, index: number, one: Obstacle, other: Obstacle | null): number {
    const node = this.#nodes[index];
    const isNew = this.#met[index] !== this.#lines;
    if (node) {
      if (!isNew || node === one || node === other) return 0;
      if (!line.isNear(part, node.x, node.y, node.radius + gap)) return 0;
      this.#met[index] = this.#lines;
      return overNode;
    }
    const edge = index * 4;
    const edges = this.#edges;
    const inside = line.inside(
      part,
      at(edges, edge),
      at(edges, edge + 1),
      at(edges, edge + 2),
      at(edges, edge + 3),
    );
    if (inside === 0) return 0;
    this.#met[index] = this.#lines;
    return (isNew ? overName : 0) + inside * perPixel;
  }
}
