import type { Noticed } from '../backend';

/** An unlock at which nothing was noticed. */
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
