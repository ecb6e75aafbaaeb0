import { SvelteDate, SvelteSet } from 'svelte/reactivity';
import type { RecordKind, Saved } from './bindings';

type Heard = (touched: readonly RecordKind[]) => void;

function isSaved(answer: unknown): answer is Saved {
  return (
    typeof answer === 'object' && answer !== null && 'touched' in answer && Array.isArray(answer.touched)
  );
}

/** What reached the disk, when, and what has not yet. The status line reads it, every `Live` listens. */
class Saves {
  at = $state.raw<Date | null>(null);
  /** Keys of the fields whose text is not on disk. */
  readonly unsaved = new SvelteSet<string>();
  #listeners: readonly Heard[] = [];

  hear(answer: unknown) {
    if (isSaved(answer)) this.announce(answer.touched);
  }

  /** Something is on disk that no screen has to reload for, such as text in progress. */
  mark() {
    this.at = new SvelteDate();
  }

  announce(touched: readonly RecordKind[]) {
    this.mark();
    for (const listener of this.#listeners) listener(touched);
  }

  /** Without kinds every save is heard. */
  watch(kinds: readonly RecordKind[] | undefined, listener: () => void): () => void {
    const heard: Heard = (touched) => {
      if (!kinds || touched.some((kind) => kinds.includes(kind))) listener();
    };
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
