import type { Noticed } from '../backend';

/** An unlock without a notice. */
export const nothingNoticed: Noticed = {
  strengthen: false,
  altered: false,
  repaired: false,
  not_repaired: false,
  older: null,
  read_only: false,
  damaged: [],
  recovery_check: null,
  place: null,
};
