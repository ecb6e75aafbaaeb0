import { Debounce } from '../lib/debounce';
import { ask } from './backend';
import { drafts, typingPause } from './drafts';

/** The content of a form that only a button records. Until then it is stored as a draft. */
export class FormDraft<T> {
  readonly #key: string;
  readonly #client: string | null;
  readonly #begin: () => T;
  readonly #debounce = new Debounce(...typingPause);
  #written = $state.raw<T | undefined>(undefined);

  /** `begin` gives the value while nothing is typed. */
  constructor(key: string, client: string | null, begin: () => T) {
    this.#key = key;
    this.#client = client;
    this.#begin = begin;
    const kept = drafts.take(key);
    if (kept) this.#written = kept.value as T;
    $effect(() => {
      const leave = drafts.join(key, this);
      return () => {
        if (this.#written !== undefined) drafts.keep(key, this, this.#written);
        leave();
        void this.store();
      };
    });
  }

  get value(): T {
    return this.#written === undefined ? this.#begin() : this.#written;
  }

  set value(value: T) {
    this.#written = value;
    this.#debounce.run(() => void this.store());
  }

  /** Something is typed that is not recorded yet. */
  get begun(): boolean {
    return this.#written !== undefined;
  }

  async store(): Promise<void> {
    this.#debounce.cancel();
    if (this.#written === undefined) return;
    await ask.saveDraft(this.#key, this.#client, JSON.stringify({ value: this.#written, caret: null }));
  }

  /** Drops the draft: the text was recorded or given up. */
  async drop(): Promise<void> {
    this.#debounce.cancel();
    this.#written = undefined;
    await ask.dropDraft(this.#key);
  }
}
