import { Debounce } from '../../lib/debounce';

/** The pause in arrow keys, in milliseconds, after which a move is saved. */
const pause = 450;

/** Saves several arrow keys in a row as one change, after a pause or when they go to another item. */
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
