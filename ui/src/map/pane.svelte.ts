import { untrack } from 'svelte';
import type { Point, Size } from './geometry';
import { lastPaper, rememberPaper } from './remembered';

/** The part of the window a drawing is seen in, and where in it the points of its paper are. */
export class Pane {
  svg = $state.raw<SVGSVGElement | null>(null);
  /** Until it has been measured, what it most likely is; else none: a map is laid out once, on the paper it is drawn on. */
  size = $state.raw<Size | null>(null);
  #enlarged: () => number;
  #narrowed: () => boolean;

  /** `enlarged`: how much larger than usual everything is drawn; `narrowed`: whether something stands beside it for a while. */
  constructor(enlarged: () => number, narrowed: () => boolean) {
    this.#enlarged = enlarged;
    this.#narrowed = narrowed;
    this.size = lastPaper(enlarged());
  }

  readonly measured = (sheet: HTMLElement) => {
    const look = () => {
      const enlarged = this.#enlarged();
      const [width, height] = [sheet.clientWidth / enlarged, sheet.clientHeight / enlarged];
      // Not to be measured again because of what was measured.
      untrack(() => {
        if (this.size?.width !== width || this.size.height !== height) this.size = { width, height };
      });
      // The next map that is opened has its paper to itself.
      if (!untrack(this.#narrowed)) rememberPaper({ width, height }, enlarged);
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(sheet);
    return () => watch.disconnect();
  };

  readonly toPaper = (at: Point): Point => {
    const matrix = this.svg?.getScreenCTM();
    return matrix ? new DOMPoint(at.x, at.y).matrixTransform(matrix.inverse()) : at;
  };

  readonly toWindow = (at: Point): Point => {
    const matrix = this.svg?.getScreenCTM();
    return matrix ? new DOMPoint(at.x, at.y).matrixTransform(matrix) : at;
  };
}
