import { draw, type Drawing } from './drawing';
import { layOut, type Layout, type LayoutRequest } from '../layout/layout';
import type { Placed } from '../model/place';
import type { Measure } from '../layout/text';
import type { MapView } from '../model/view';

/**
 * The number of maps that one person looks at in turn: the map, then and now, one step back and forth in the replay.
 */
const most = 8;
const known = new Map<string, { readonly measure: LayoutRequest['measure']; readonly layout: Layout }>();

/** The layout from the cache: a version that is opened again appears at once. */
export function cachedLayout(people: readonly Placed[], wishes: LayoutRequest): Layout {
  const key = JSON.stringify([
    wishes.size,
    wishes.rings,
    people.map(({ id, label, relation, focus, ring, angle, wanted }) => [
      id,
      label,
      relation,
      focus,
      ring,
      angle,
      wanted,
    ]),
  ]);
  const before = known.get(key);
  const layout = before?.measure === wishes.measure ? before.layout : layOut(people, wishes);
  known.delete(key);
  known.set(key, { measure: wishes.measure, layout });
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  return layout;
}

const drawn = new WeakMap<
  Layout,
  { readonly shown: string; readonly measure: Measure; readonly drawing: Drawing }
>();

/** The drawing, cached with its layout: routing the ties between others is slow. */
export function cachedDrawing(view: MapView, layout: Layout, measure: Measure): Drawing {
  const shown = JSON.stringify({ ...view, people: view.people.map(drawnOf) });
  const before = drawn.get(layout);
  if (before?.shown === shown && before.measure === measure) return before.drawing;
  const drawing = draw(view, layout, measure);
  drawn.set(layout, { shown, measure, drawing });
  return drawing;
}

/** Everything about a person that is drawn. Of the record only the life context is drawn. */
function drawnOf({ person, ...rest }: MapView['people'][number]) {
  return { ...rest, context: person.context };
}
