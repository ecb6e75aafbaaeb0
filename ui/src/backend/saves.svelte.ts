import { untrack } from 'svelte';
import { SvelteDate, SvelteMap } from 'svelte/reactivity';
import type { RecordKind, Saved } from './bindings';
import type { Fault } from './fault';

/** A text that is not saved. */
interface Unsaved {
  readonly client: string | null;
  /** Why it is not saved. */
  readonly fault: Fault;
  /** Gives the text up. */
  discard(): Promise<unknown>;
}

type Heard = (touched: readonly RecordKind[]) => unknown;

function isSaved(answer: unknown): answer is Saved {
  return (
    typeof answer === 'object' && answer !== null && 'touched' in answer && Array.isArray(answer.touched)
  );
}

/** The time of the last save and the unsaved fields. The status line shows both, and every `Live` listens to saves. */
class Saves {
  at = $state.raw<Date | null>(null);
  /** Texts whose save failed, by the key of their draft. */
  readonly unsaved = new SvelteMap<string, Unsaved>();
  /** Resolves when every `Live` that the last save touched has read its record again, or failed to. */
  reloaded: Promise<unknown> = Promise.resolve();
  #listeners: readonly Heard[] = [];

  hear(answer: unknown) {
    if (isSaved(answer)) this.announce(answer.touched);
  }

  failed(key: string, text: Unsaved) {
    this.unsaved.set(key, text);
  }

  /** A draft is on disk, or not needed any more. */
  stored(key: string) {
    this.unsaved.delete(key);
    this.mark();
  }

  isUnsaved(key: string): boolean {
    return untrack(() => this.unsaved.has(key));
  }

  /** Something is saved that no screen shows, such as a draft. */
  mark() {
    this.at = new SvelteDate();
  }

  announce(touched: readonly RecordKind[]) {
    this.mark();
    this.reloaded = Promise.allSettled(this.#listeners.map((listener) => listener(touched)));
  }

  /** Without kinds the listener hears of every save. A listener that reloads returns the promise of it. */
  watch(kinds: readonly RecordKind[] | undefined, listener: () => unknown): () => void {
    const heard: Heard = (touched) =>
      !kinds || touched.some((kind) => kinds.includes(kind)) ? listener() : undefined;
    this.#listeners = [...this.#listeners, heard];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== heard);
    };
  }

  forget() {
    this.at = null;
    this.unsaved.clear();
  }
}

export const saves = new Saves();
