import type { Noticed } from '../backend';

/** An unlock without a notice. */
export const nothingNoticed: Noticed = {
  strengthen: false,
  altered: false,
  healed: false,
  unhealed: false,
  older: null,
  read_only: false,
  damaged: [],
  recovery_check: null,
  place: null,
};
