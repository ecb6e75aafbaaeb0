import type { Sheet, SheetPlace } from './answers.svelte';

/** A sheet kept nowhere but here. */
export function place(sheet: Sheet): SheetPlace {
  let value = $state.raw(sheet);
  return {
    get value() {
      return value;
    },
    set value(next) {
      value = next;
    },
  };
}
