import { Debounce } from '../../lib/debounce';

/** How many milliseconds arrow keys have to pause before a move is saved. */
const pause = 450;

/** Saves a run of arrow keys as one change, once it pauses or goes on to another item. */
export class ItemDebounce {
  readonly #debounce = new Debounce(pause);
  #item: string | null = null;

  after(item: string, save: () => void) {
    if (this.#item !== item) this.flush();
    this.#item = item;
    this.#debounce.run(save);
  }

  flush() {
    this.#debounce.flush();
  }
}
