import { everything, seen, type Naming, type Wish } from './seen';
import type { MapView } from './view';

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

  over(view: MapView): MapView {
    return seen(view, this);
  }
}
