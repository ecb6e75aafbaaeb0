import { around, type Box, type Point } from '../model/geometry';

/** Width and height of a cell: about two lines of a label. */
const cell = 32;

const at = (row: Int32Array, index: number): number => row[index] ?? 0;

/** An index of boxes by their position. Boxes beyond the edge lie in the outermost cells. */
export class Grid {
  readonly #left: number;
  readonly #top: number;
  readonly #columns: number;
  readonly #rows: number;
  /** The start of each cell in `things`; the next cell begins at its end. */
  readonly #begins: Int32Array;
  readonly #things: Int32Array;

  constructor(boxes: readonly Box[]) {
    const { x, y, width, height } = around(
      boxes.flatMap((box) => [box, { x: box.x + box.width, y: box.y + box.height }]),
    );
    this.#left = x;
    this.#top = y;
    this.#columns = boxes.length === 0 ? 1 : Math.floor(width / cell) + 1;
    this.#rows = boxes.length === 0 ? 1 : Math.floor(height / cell) + 1;
    const cells = boxes.map((box) => this.#cellsOf(box));
    const begins = new Int32Array(this.#columns * this.#rows + 1);
    for (const of of cells) for (const it of of) begins[it + 1] = at(begins, it + 1) + 1;
    for (let it = 1; it < begins.length; it += 1) begins[it] = at(begins, it) + at(begins, it - 1);
    const things = new Int32Array(at(begins, begins.length - 1));
    const next = begins.slice();
    cells.forEach((of, index) => {
      for (const it of of) {
        things[at(next, it)] = index;
        next[it] = at(next, it) + 1;
      }
    });
    this.#begins = begins;
    this.#things = things;
  }

  #cellsOf(box: Box): readonly number[] {
    const cells: number[] = [];
    for (let row = this.row(box.y); row <= this.row(box.y + box.height); row += 1) {
      for (let column = this.column(box.x); column <= this.column(box.x + box.width); column += 1) {
        cells.push(row * this.#columns + column);
      }
    }
    return cells;
  }

  column(x: number): number {
    return Math.min(Math.max(Math.floor((x - this.#left) / cell), 0), this.#columns - 1);
  }

  row(y: number): number {
    return Math.min(Math.max(Math.floor((y - this.#top) / cell), 0), this.#rows - 1);
  }

  /** The position in `things` at which a cell begins. */
  first(column: number, row: number): number {
    return at(this.#begins, row * this.#columns + column);
  }

  /** The position in `things` at which a cell ends. */
  end(column: number, row: number): number {
    return at(this.#begins, row * this.#columns + column + 1);
  }

  /** The boxes that may contain a point, by their index. */
  at({ x, y }: Point): Int32Array {
    const [column, row] = [this.column(x), this.row(y)];
    return this.#things.subarray(this.first(column, row), this.end(column, row));
  }

  /** The index of the box at a position of `things`. */
  thing(index: number): number {
    return at(this.#things, index);
  }
}
