import type { Sheet, SheetHolder } from './answers.svelte';

/** A sheet kept in memory only. */
export function place(sheet: Sheet): SheetHolder {
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
