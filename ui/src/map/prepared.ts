import type { CourseView } from '../backend';
import { drawingOf, lastPaper, layoutOf } from './remembered';
import { everything, seen } from './seen';
import { typeface } from './typeface.svelte';
import { viewOf } from './view';

/** Nobody waits for anything once nothing was asked for so long. */
const rest = 400;
/** Whatever was asked for meanwhile comes first. */
const breath = 50;
/** As large as in a window nobody has changed. */
const usual = { width: 1000, height: 560 };

/**
 * Lays out and draws the map of a client who was just opened before it is asked for: the first time costs most.
 * Answers with what calls it off.
 */
export function prepared(view: CourseView): () => void {
  let timer = setTimeout(() => {
    const { measure } = typeface;
    const map = seen(viewOf(view), everything);
    const layout = layoutOf(map.people, { size: lastPaper(1) ?? usual, rings: map.rings, measure });
    timer = setTimeout(() => drawingOf(map, layout, measure), breath);
  }, rest);
  return () => clearTimeout(timer);
}
