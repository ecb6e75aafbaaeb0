import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Point, Size } from '../model/geometry';

/** The part of the window that shows a drawing. Converts points between window and paper. */
export class Viewport {
  svg = $state.raw<SVGSVGElement | null>(null);
  /** Null until it is measured: a map is laid out once, on the paper it is drawn on. */
  size = $state.raw<Size | null>(null);
  #enlarged: () => number;

  /** `enlarged`: the factor by which everything is drawn larger than usual. */
  constructor(enlarged: () => number) {
    this.#enlarged = enlarged;
  }

  /** Measures the sheet, and again whenever its size changes while the map is in front. */
  readonly measured =
    (here: boolean): Attachment<HTMLElement> =>
    (sheet) => {
      const measure = () => {
        const enlarged = this.#enlarged();
        const [width, height] = [sheet.clientWidth / enlarged, sheet.clientHeight / enlarged];
        // Untracked: a measurement must not cause another one.
        untrack(() => {
          if (this.size?.width !== width || this.size.height !== height) this.size = { width, height };
        });
      };
      measure();
      if (!here) return;
      const watch = new ResizeObserver(measure);
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
