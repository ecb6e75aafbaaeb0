import type { Camera } from './camera.svelte';
import type { Point } from '../model/geometry';

/** At most so much of one turn of the wheel counts: a notch of a mouse is a hundred or more at once. */
const notch = 13;
const within = (value: number, most: number) => Math.min(Math.max(value, -most), most);

/** How far one key press pans, in parts of the window. */
const stride = 0.25;
const directions: Partial<Record<string, Point>> = {
  ArrowLeft: { x: -stride, y: 0 },
  ArrowRight: { x: stride, y: 0 },
  ArrowUp: { x: 0, y: -stride },
  ArrowDown: { x: 0, y: stride },
};

const where = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });

/** Pans and zooms with the wheel, with keys, by dragging an empty place, and with two fingers. */
export class Panning {
  /** The present place of each pointer that is pressed on the drawing. */
  #pressed = new Map<number, Point>();
  #holding = false;
  /** Of the pinch under way. */
  #spread = 1;
  #camera: () => Camera;
  #svg: () => Element | null;

  constructor(camera: () => Camera, svg: () => Element | null) {
    this.#camera = camera;
    this.#svg = svg;
  }

  /**
   * Listens to the wheel once a pointer has entered the drawing. WebKit computes the style of the whole page anew when
   * a wheel listener is added, which would delay the opening of the map.
   */
  readonly wheeled = (svg: SVGElement) => {
    const turn = (event: WheelEvent) => this.wheel(event) && event.preventDefault();
    const begin = () => svg.addEventListener('wheel', turn, { passive: false });
    svg.addEventListener('pointerenter', begin, { once: true });
    const pinch = (event: Event) => this.pinch(event as MouseEvent & { scale: number });
    for (const kind of ['gesturestart', 'gesturechange']) svg.addEventListener(kind, pinch);
    return () => svg.removeEventListener('pointerenter', begin);
  };

  /** Zooms with a pinch on a Mac, whose events say how far the fingers have spread since it began. */
  pinch(event: MouseEvent & { readonly scale: number }) {
    event.preventDefault();
    const before = event.type === 'gesturestart' ? 1 : this.#spread;
    this.#spread = event.scale;
    if (event.type === 'gesturechange')
      this.#camera().enlarge(event.scale / before, this.#paperAt(where(event)));
  }

  /** Zooms or pans with the wheel. Returns false when the page should scroll instead. */
  wheel(event: WheelEvent): boolean {
    const camera = this.#camera();
    // A pinch on a touchpad comes as a wheel with Ctrl on every system, in small steps: a hundredth of its factor each.
    if (event.ctrlKey)
      camera.enlarge(Math.exp(-within(event.deltaY, notch) / 100), this.#paperAt(where(event)));
    else if (camera.zoom > 1) this.#by({ x: -event.deltaX, y: -event.deltaY });
    else return false;
    return true;
  }

  /** Pans with Alt and an arrow key. Returns whether the key was one of them. */
  key(event: KeyboardEvent): boolean {
    const direction = directions[event.key];
    if (!direction || !event.altKey || event.ctrlKey || event.metaKey) return false;
    const camera = this.#camera();
    camera.pan({ x: -direction.x / camera.zoom, y: -direction.y / camera.zoom });
    return true;
  }

  /** Handles a press on the drawing. Returns true for a second finger: from then on the two move the paper. */
  press(event: PointerEvent): boolean {
    if (event.button !== 0) return false;
    // The first pointer of a kind: any earlier one was released where this page got no event.
    if (event.isPrimary) this.#forget();
    this.#pressed.set(event.pointerId, where(event));
    if (this.#pressed.size < 2) return false;
    this.#take();
    return true;
  }

  /** A press on an empty place drags the paper. */
  hold(event: PointerEvent) {
    if (this.#pressed.has(event.pointerId)) this.#take();
  }

  move(event: PointerEvent) {
    if (!this.#pressed.has(event.pointerId)) return;
    if (event.buttons === 0) {
      this.end(event);
      return;
    }
    const before = this.#grip();
    this.#pressed.set(event.pointerId, where(event));
    if (!this.#holding) return;
    const after = this.#grip();
    // Zooms before it pans, because paper that fits the window cannot be moved.
    if (before.spread > 0) {
      this.#camera().enlarge(after.spread / before.spread, this.#paperAt(before.middle));
    }
    this.#by({ x: after.middle.x - before.middle.x, y: after.middle.y - before.middle.y });
  }

  end(event: PointerEvent) {
    this.#pressed.delete(event.pointerId);
    if (this.#pressed.size === 0) this.#forget();
  }

  /** Captures every pressed pointer, so that it moves the paper wherever it goes. */
  #take() {
    this.#holding = true;
    for (const pointer of this.#pressed.keys()) this.#svg()?.setPointerCapture(pointer);
  }

  #forget() {
    this.#pressed.clear();
    this.#holding = false;
  }

  /** The middle of all pressed pointers, and their mean distance from it. */
  #grip(): { readonly middle: Point; readonly spread: number } {
    const all = [...this.#pressed.values()];
    const mean = (of: (point: Point) => number) => all.reduce((sum, it) => sum + of(it), 0) / all.length;
    const middle = { x: mean(({ x }) => x), y: mean(({ y }) => y) };
    return { middle, spread: mean(({ x, y }) => Math.hypot(x - middle.x, y - middle.y)) };
  }

  #by({ x, y }: Point) {
    const box = this.#svg()?.getBoundingClientRect();
    const camera = this.#camera();
    if (box) camera.pan({ x: x / box.width / camera.zoom, y: y / box.height / camera.zoom });
  }

  /** A point of the window in parts of the paper. */
  #paperAt({ x, y }: Point): Point {
    const box = this.#svg()?.getBoundingClientRect();
    const { middle, zoom } = this.#camera();
    if (!box) return middle;
    return {
      x: middle.x + ((x - box.x) / box.width - 0.5) / zoom,
      y: middle.y + ((y - box.y) / box.height - 0.5) / zoom,
    };
  }
}
