import type { Point, Size } from '../model/geometry';

const nearest = 6;
const stride = 1.3;
/** A point within this distance of the middle, in parts of the window, is well in sight. */
const margin = 0.38;

/** The part of the paper that the window shows. */
export class Camera {
  zoom = $state(1);
  /** The point of the paper in the middle of the window, in parts of the paper. */
  middle = $state.raw<Point>({ x: 0.5, y: 0.5 });

  /** The `viewBox` of a paper. */
  boxOf(paper: Size): string {
    const width = paper.width / this.zoom;
    const height = paper.height / this.zoom;
    const x = this.middle.x * paper.width - width / 2;
    const y = this.middle.y * paper.height - height / 2;
    return [x, y, width, height].map((value) => Math.round(value * 10) / 10).join(' ');
  }

  /** Zooms in or out by steps. One point of the paper stays where it is. */
  turn(steps: number, around?: Point) {
    this.enlarge(stride ** steps, around);
  }

  /** Zooms by any factor. */
  enlarge(factor: number, around: Point = this.middle) {
    const before = this.zoom;
    this.zoom = Math.min(Math.max(before * factor, 1), nearest);
    const rest = before / this.zoom;
    this.#moveTo({
      x: around.x + (this.middle.x - around.x) * rest,
      y: around.y + (this.middle.y - around.y) * rest,
    });
  }

  /** Moves the paper under the window, in parts of the paper. */
  pan(by: Point) {
    this.#moveTo({ x: this.middle.x - by.x, y: this.middle.y - by.y });
  }

  /** Scrolls no farther than needed to show a point of the paper, with some paper around it. */
  show(point: Point) {
    const reach = margin / this.zoom;
    const toward = (middle: number, at: number) => Math.min(Math.max(middle, at - reach), at + reach);
    this.#moveTo({ x: toward(this.middle.x, point.x), y: toward(this.middle.y, point.y) });
  }

  fit() {
    this.zoom = 1;
    this.middle = { x: 0.5, y: 0.5 };
  }

  #moveTo(at: Point) {
    const half = 0.5 / this.zoom;
    const within = (value: number) => Math.min(Math.max(value, half), 1 - half);
    this.middle = { x: within(at.x), y: within(at.y) };
  }
}
