import type { CourseView } from '../backend';
import { draw } from './drawing';
import { lastPaper, layoutOf } from './remembered';
import { everything, seen } from './seen';
import { typeface } from './typeface.svelte';
import { viewOf } from './view';

/** Nobody waits for anything once nothing was asked for so long. */
const rest = 400;
/** As large as in a window nobody has changed. */
const usual = { width: 1000, height: 560 };

/**
 * Lays the map of a client who was just opened out before it is asked for: the first time costs most. Answers with
 * what calls it off.
 */
export function prepared(view: CourseView): () => void {
  const timer = setTimeout(() => {
    const { measure } = typeface;
    const map = seen(viewOf(view), everything);
    draw(map, layoutOf(map.people, { size: lastPaper(1) ?? usual, rings: map.rings, measure }), measure);
  }, rest);
  return () => clearTimeout(timer);
}
