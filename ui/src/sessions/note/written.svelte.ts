/**
 * The record's value, or what was just written over it: between a save and the next reading of the record
 * the screen must not fall back to the old words.
 */
export class Written<T> {
  readonly #over: () => unknown;
  readonly #read: () => T;
  #last = $state.raw<{ over: unknown; value: T } | null>(null);

  constructor(over: () => unknown, read: () => T) {
    this.#over = over;
    this.#read = read;
  }

  get value(): T {
    const last = this.#last;
    return last && last.over === this.#over() ? last.value : this.#read();
  }

  put(value: T) {
    this.#last = { over: this.#over(), value };
  }
}
