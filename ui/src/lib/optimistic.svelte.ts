import { SvelteMap } from 'svelte/reactivity';

interface Shown<T> {
  readonly value: T;
  /** The record that was on screen when the value was saved; null while it is not saved. */
  readonly savedOver: { readonly record: unknown } | null;
}

/**
 * Values that a person has just entered, by key. Each is shown until the record is read again, or until it is refused.
 */
export class OptimisticValues<T> {
  readonly #shown = new SvelteMap<string, Shown<T>>();
  readonly #record: () => unknown;

  /** `record` returns the record as last read. Another object means that it was read again. */
  constructor(record: () => unknown) {
    this.#record = record;
  }

  get(key: string): T | undefined {
    const shown = this.#shown.get(key);
    if (!shown) return undefined;
    return shown.savedOver === null || shown.savedOver.record === this.#record() ? shown.value : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  keys(): string[] {
    return [...this.#shown.keys()].filter((key) => this.has(key));
  }

  set(key: string, value: T) {
    this.#shown.set(key, { value, savedOver: null });
  }

  /** The program has saved the value. A newer value stays. */
  saved(key: string, value: T) {
    if (this.#shown.get(key)?.value === value) {
      this.#shown.set(key, { value, savedOver: { record: this.#record() } });
    }
  }

  /** The program has refused the value. A newer value stays. */
  refused(key: string, value: T) {
    if (this.#shown.get(key)?.value === value) this.#shown.delete(key);
  }
}

/** One value of a record, or the value just saved over it, so that the screen never shows the old value again. */
export class OptimisticValue<T> {
  readonly #values: OptimisticValues<T>;
  readonly #read: () => T;

  constructor(record: () => unknown, read: () => T) {
    this.#values = new OptimisticValues(record);
    this.#read = read;
  }

  get value(): T {
    const saved = this.#values.get('');
    return saved === undefined ? this.#read() : saved;
  }

  saved(value: T) {
    this.#values.set('', value);
    this.#values.saved('', value);
  }
}
