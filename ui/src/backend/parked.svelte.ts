import { ask } from './backend';
import { drafts } from './drafts';
import { Pace } from './pace';

/** What is written until a button makes it something: kept on disk meanwhile, and no further. */
export class Parked<T> {
  readonly #key: string;
  readonly #client: string | null;
  readonly #begin: () => T;
  readonly #pace = new Pace();
  #written = $state.raw<T | undefined>(undefined);

  /** `begin` says what stands there while nothing is written yet. */
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
        void this.park();
      };
    });
  }

  get value(): T {
    return this.#written === undefined ? this.#begin() : this.#written;
  }

  set value(value: T) {
    this.#written = value;
    this.#pace.typed(() => void this.park());
  }

  /** Something was written and has not become anything yet. */
  get begun(): boolean {
    return this.#written !== undefined;
  }

  async park(): Promise<void> {
    this.#pace.stop();
    if (this.#written === undefined) return;
    await ask.saveDraft(this.#key, this.#client, JSON.stringify({ value: this.#written, caret: null }));
  }

  /** It has become what it was for, or was given up. */
  async drop(): Promise<void> {
    this.#pace.stop();
    this.#written = undefined;
    await ask.dropDraft(this.#key);
  }
}
