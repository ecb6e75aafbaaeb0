import { everything, seen, type Naming, type Wish } from '../model/display';
import type { MapView } from '../model/view';

/** How the map is looked at just now. It is not part of the record. */
export class Look implements Wish {
  naming = $state.raw<Naming>(everything.naming);
  forClient = $state(everything.forClient);
  households = $state(everything.households);
  among = $state(everything.among);
  between = $state(everything.between);
  notes = $state(everything.notes);
  wished = $state(everything.wished);
  flow = $state(everything.flow);
  /** The versions held against each other; none until they are chosen. */
  then = $state.raw<string | null>(null);
  now = $state.raw<string | null>(null);

  over(view: MapView): MapView {
    return seen(view, this);
  }
}
