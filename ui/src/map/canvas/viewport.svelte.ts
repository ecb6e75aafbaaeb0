import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Point, Size } from '../model/geometry';

/** The part of the window that shows a drawing. Converts points between window and paper. */
export class Viewport {
  svg = $state.raw<SVGSVGElement | null>(null);
  /** None until it has been measured: a map is laid out once, on the paper it is drawn on. */
  size = $state.raw<Size | null>(null);
  #enlarged: () => number;

  /** `enlarged`: how much larger than usual everything is drawn. */
  constructor(enlarged: () => number) {
    this.#enlarged = enlarged;
  }

  /** Measures the sheet, and again as often as it changes while it is looked at. */
  readonly measured =
    (here: boolean): Attachment<HTMLElement> =>
    (sheet) => {
      const measure = () => {
        const enlarged = this.#enlarged();
        const [width, height] = [sheet.clientWidth / enlarged, sheet.clientHeight / enlarged];
        // Not to be measured again because of what was measured.
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
