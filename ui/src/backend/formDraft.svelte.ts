import { untrack } from 'svelte';
import { Debounce } from '../lib/debounce';
import { ask } from './backend';
import { drafts, retryPause, typingPause } from './drafts';
import { faultOf } from './fault';
import { saves } from './saves.svelte';

/** A field that nothing was said in is empty. */
const plain = (value: unknown): string => JSON.stringify(value === undefined ? '' : value);

function without<T>(fields: Partial<T> | undefined, name: keyof T): Partial<T> {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([key]) => key !== name)) as Partial<T>;
}

/** The fields in a stored draft; none in a draft of an unknown format. */
function storedFields<T>(stored: unknown): Partial<T> | undefined {
  return typeof stored === 'object' && stored !== null ? (stored as Partial<T>) : undefined;
}

/**
 * The content of a form that only a button records. Until then it is stored as a draft, and it is there again when the
 * form is opened again: after Escape, another page, a lock or a reload. Only `drop` ends it.
 *
 * A form binds its fields to `fields`: `bind:value={form.fields.reason}`.
 */
export class FormDraft<T extends object> {
  /** The fields of the form, to bind to. A field that is not typed in is as `begin` says, also when that changes. */
  readonly fields: T;
  readonly #key: string;
  readonly #client: string | null;
  readonly #begin: () => T;
  readonly #debounce = new Debounce(...typingPause);
  #typed = $state.raw<Partial<T> | undefined>(undefined);
  /** The same, to be read as the effect ends: a state would be read as it was before. */
  #newest: Partial<T> | undefined;
  #closed = false;
  /** Commands run one after another, so that no draft is stored after it was dropped. */
  #queue: Promise<void> = Promise.resolve();

  /** `begin` gives the value while nothing is typed; `read` reads what was stored. */
  constructor(
    key: string,
    client: string | null,
    begin: () => T,
    read: (stored: unknown) => Partial<T> | undefined = storedFields,
  ) {
    this.#key = key;
    this.#client = client;
    this.#begin = begin;
    this.fields = new Proxy({} as T, {
      get: (_, name) => this.value[name as keyof T],
      set: (_, name, value: T[keyof T]) => {
        this.#put(name as keyof T, value);
        return true;
      },
    });
    const kept = drafts.take(key);
    this.#newest = this.#typed = kept && read(kept.value);
    $effect(() => {
      const leave = drafts.join(key, this);
      // It was not on disk when the form was closed.
      if (saves.isUnsaved(key)) void untrack(() => this.store());
      return () => {
        if (this.#newest !== undefined) drafts.keep(key, this, this.#newest);
        leave();
        this.#closed = true;
        void this.store();
      };
    });
  }

  get value(): T {
    return { ...this.#begin(), ...this.#typed };
  }

  set value(value: T) {
    this.#write(value);
  }

  /** Something is typed that is not recorded yet. */
  get begun(): boolean {
    return this.#typed !== undefined;
  }

  /** One field, where each is recorded by itself. */
  of<K extends keyof T>(name: K): { readonly begun: boolean; drop(): Promise<void> } {
    const typed = () => this.#typed !== undefined && name in this.#typed;
    const drop = async () => this.#put(name, this.#begin()[name]);
    return {
      get begun() {
        return typed();
      },
      drop,
    };
  }

  async store(): Promise<void> {
    this.#debounce.cancel();
    await this.#next(async () => {
      const typed = this.#typed;
      if (typed === undefined) return;
      try {
        await ask.saveDraft(this.#key, this.#client, JSON.stringify({ value: typed, caret: null }));
        saves.stored(this.#key);
      } catch (thrown) {
        const fault = faultOf(thrown);
        if (fault.code === 'vault_locked') return;
        saves.failed(this.#key, { client: this.#client, fault, discard: () => this.drop() });
        if (fault.passing) this.#debounce.runAfter(retryPause, () => void this.#again());
      }
    });
  }

  /** Ends the draft: the text was recorded, or is discarded. */
  async drop(): Promise<void> {
    this.#debounce.cancel();
    this.#newest = this.#typed = undefined;
    drafts.release(this.#key);
    saves.unsaved.delete(this.#key);
    // A draft that cannot be deleted is offered again; the record is not touched by it.
    await this.#next(() =>
      ask
        .dropDraft(this.#key)
        .catch(() => undefined)
        .then(() => undefined),
    );
  }

  /** After the form was closed another one may have taken the text over. */
  async #again() {
    if (!this.#closed || drafts.keeps(this.#key, this.#newest)) await this.store();
  }

  #put<K extends keyof T>(name: K, value: T[K]) {
    // A field that is as it was is not typed in.
    const same = plain(value) === plain(this.#begin()[name]);
    const typed = same ? without(this.#typed, name) : { ...this.#typed, [name]: value };
    if (Object.keys(typed).length > 0) this.#write(typed);
    else if (this.#newest !== undefined) void this.drop();
  }

  #write(typed: Partial<T>) {
    this.#newest = this.#typed = typed;
    this.#debounce.run(() => void this.store());
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(step);
    return this.#queue;
  }
}
