import { SvelteMap } from 'svelte/reactivity';

interface Waiting<T, Seen> {
  readonly value: T;
  /** What was on screen when it was saved: once something newer is there, the record speaks for itself. */
  readonly savedOver: Seen | undefined;
}

/** What a person has just done, shown before the record has it, and taken back if it is refused. */
export class Pending<T, Seen extends object> {
  #waiting = new SvelteMap<string, Waiting<T, Seen>>();
  #seen: () => Seen;

  constructor(seen: () => Seen) {
    this.#seen = seen;
  }

  get(key: string): T | undefined {
    const waiting = this.#waiting.get(key);
    if (!waiting) return undefined;
    return waiting.savedOver === undefined || waiting.savedOver === this.#seen() ? waiting.value : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  keys(): string[] {
    return [...this.#waiting.keys()].filter((key) => this.has(key));
  }

  set(key: string, value: T) {
    this.#waiting.set(key, { value, savedOver: undefined });
  }

  /** The program has it; it stays on screen until the record has been read again. */
  saved(key: string, value: T) {
    if (this.#waiting.get(key)?.value === value) this.#waiting.set(key, { value, savedOver: this.#seen() });
  }

  refused(key: string, value: T) {
    if (this.#waiting.get(key)?.value === value) this.#waiting.delete(key);
  }
}
