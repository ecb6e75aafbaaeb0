import { SvelteMap } from 'svelte/reactivity';

interface Shown<T> {
  readonly value: T;
  /** The record that was on screen when the value was saved; null while it is not saved. */
  readonly savedOver: { readonly record: unknown } | null;
}

/**
 * Values a person has just entered, by key: shown before the record has them, until the record is read again, and
 * taken back when they are refused.
 */
export class OptimisticValues<T> {
  readonly #shown = new SvelteMap<string, Shown<T>>();
  readonly #record: () => unknown;

  /** `record` gives what was read last; another object means that it was read again. */
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

  /** The program has the value; a newer one set meanwhile stays as it is. */
  saved(key: string, value: T) {
    if (this.#shown.get(key)?.value === value) {
      this.#shown.set(key, { value, savedOver: { record: this.#record() } });
    }
  }

  /** The program has not taken the value; a newer one set meanwhile stays as it is. */
  refused(key: string, value: T) {
    if (this.#shown.get(key)?.value === value) this.#shown.delete(key);
  }
}

/** One value of a record, or what was just saved over it: the screen never falls back to the old one. */
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
