import { defaultDisplay, displayed, type Naming, type Display } from '../model/display';
import type { MapView } from '../model/view';

/** The display options in use. They are not part of the record. */
export class DisplayState implements Display {
  naming = $state.raw<Naming>(defaultDisplay.naming);
  forClient = $state(defaultDisplay.forClient);
  households = $state(defaultDisplay.households);
  among = $state(defaultDisplay.among);
  between = $state(defaultDisplay.between);
  notes = $state(defaultDisplay.notes);
  wished = $state(defaultDisplay.wished);
  flow = $state(defaultDisplay.flow);
  /** The versions that are compared; null until they are chosen. */
  then = $state.raw<string | null>(null);
  now = $state.raw<string | null>(null);

  over(view: MapView): MapView {
    return displayed(view, this);
  }
}
