import type { CourseView } from '../backend';
import type { Size } from './model/geometry';
import { drawingOf, layoutOf } from './drawing/cache';
import { everything, seen } from './model/display';
import { typeface } from './layout/typeface.svelte';
import { viewOf } from './model/view';

/** Nobody waits for anything once nothing was asked for so long. */
const rest = 400;
/** Whatever was asked for meanwhile comes first. */
const breath = 50;

/**
 * What a map takes to be shown, one piece after the other and with pauses between them: its paper, where everybody
 * stands on it, how that is drawn. Then it is `ready`. Answers with what calls it off.
 */
export function prepared(view: CourseView, paper: () => Size | null, ready: () => void): () => void {
  let timer = setTimeout(() => {
    const size = paper();
    timer = setTimeout(() => {
      const { measure } = typeface;
      const map = seen(viewOf(view), everything);
      const layout = size && layoutOf(map.people, { size, rings: map.rings, measure });
      timer = setTimeout(() => {
        if (layout) drawingOf(map, layout, measure);
        timer = setTimeout(ready, breath);
      }, breath);
    }, breath);
  }, rest);
  return () => clearTimeout(timer);
}
