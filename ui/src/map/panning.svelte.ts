import type { Camera } from './camera.svelte';
import type { Point, Size } from './geometry';

/** Moving the paper under the window: the wheel, and a hand on an empty place. */
export class Panning {
  #from = $state.raw<Point | null>(null);
  #camera: () => Camera;

  constructor(camera: () => Camera) {
    this.#camera = camera;
  }

  /** Whether the wheel turned or moved the drawing; else it is the page's. */
  wheel(event: WheelEvent, svg: Element, at: Point, paper: Size): boolean {
    const camera = this.#camera();
    if (event.ctrlKey) {
      camera.turn(-Math.sign(event.deltaY) / 2, { x: at.x / paper.width, y: at.y / paper.height });
    } else if (camera.zoom > 1) {
      this.#by(svg, { x: -event.deltaX, y: -event.deltaY });
    } else return false;
    return true;
  }

  begin(event: PointerEvent) {
    if (this.#camera().zoom > 1) this.#from = { x: event.clientX, y: event.clientY };
  }

  move(event: PointerEvent, svg: Element) {
    if (!this.#from) return;
    this.#by(svg, { x: event.clientX - this.#from.x, y: event.clientY - this.#from.y });
    this.#from = { x: event.clientX, y: event.clientY };
  }

  end() {
    this.#from = null;
  }

  #by(svg: Element, { x, y }: Point) {
    const { width, height } = svg.getBoundingClientRect();
    const camera = this.#camera();
    camera.pan({ x: x / width / camera.zoom, y: y / height / camera.zoom });
  }
}
