import { ask } from './backend';
import type { Fault } from './fault';

/**
 * The pause in typing after which text is saved, and the longest time it waits however typing goes on, both in
 * milliseconds. Together they put each text on disk within a second.
 */
export const typingPause = [400, 500] as const;

/** How many milliseconds after a failed save it is tried again. */
export const retryPause = 3000;

/** The content of a stored draft: the unsaved text, and the cursor. */
export interface KeptDraft {
  value: unknown;
  caret: [number, number] | null;
  /** Why its save was refused, if it was. */
  fault?: Fault;
}

interface Flushable {
  store(): Promise<unknown>;
  /** Tries everything again that failed. Without it `store` is tried. */
  retry?(): Promise<unknown>;
  /** Takes over the text of an earlier field with the same key. */
  inherit?(kept: KeptDraft): void;
}

/** A text whose field is gone and whose save has not succeeded yet. */
interface LeftText extends Flushable {
  /** The text, once its save was refused. Its receiver saves it from then on. */
  handOver(): KeptDraft | undefined;
}

/** All fields with unsaved text, unsaved moves on the map, and the drafts found at the last unlock. */
class Drafts {
  #open = new Map<string, Flushable>();
  #left = new Map<string, LeftText>();
  #stored = new Map<string, KeptDraft>();

  join(key: string, draft: Flushable): () => void {
    this.#open.set(key, draft);
    return () => {
      if (this.#open.get(key) === draft) this.#open.delete(key);
    };
  }

  /** The field of a text is gone before the text was saved. */
  leave(key: string, text: LeftText) {
    this.#left.set(key, text);
  }

  /** Whether a text that was left is still to be saved. */
  isLeft(key: string, text: LeftText): boolean {
    return this.#left.get(key) === text;
  }

  /** A text that was left is saved or discarded. */
  end(key: string, text: LeftText) {
    if (this.isLeft(key, text)) this.#left.delete(key);
  }

  /** A text that was left was refused: a field that shows its record by now takes it over. */
  refused(key: string) {
    const open = this.#open.get(key);
    const kept = open?.inherit && this.#left.get(key)?.handOver();
    if (!kept) return;
    this.#left.delete(key);
    open.inherit?.(kept);
  }

  /** Stores everything unsaved as drafts: before a lock and before an undo. A draft that fails delays nothing. */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.#open.values(), ...this.#left.values()].map((draft) => draft.store()));
  }

  /** Tries all saves again that failed. */
  async retry(): Promise<void> {
    const all = [...this.#open.values(), ...this.#left.values()];
    await Promise.allSettled(all.map((draft) => (draft.retry ? draft.retry() : draft.store())));
  }

  /** After an unlock: loads the drafts, so that each field finds its own. */
  async restore(): Promise<void> {
    this.#stored.clear();
    for (const row of await ask.loadDrafts('')) this.#stored.set(row.key, readDraft(row.text));
  }

  take(key: string): KeptDraft | undefined {
    const left = this.#left.get(key)?.handOver();
    if (left) this.#left.delete(key);
    const stored = this.#stored.get(key);
    this.#stored.delete(key);
    return left ?? stored;
  }

  /** Keeps the unsaved text of a page that is left until the page is opened again. After a lock nothing is kept. */
  keep(key: string, draft: Flushable, value: unknown) {
    if (this.#open.get(key) === draft) this.#stored.set(key, { value, caret: null });
  }

  /** The keys of stored drafts that no field has taken yet. */
  waiting(): string[] {
    return [...this.#stored.keys()];
  }

  /** Whether this text is kept, and no page has taken it since. */
  keeps(key: string, value: unknown): boolean {
    return this.#stored.get(key)?.value === value;
  }

  has(key: string): boolean {
    return this.#stored.has(key);
  }

  /** A kept text is given up. */
  release(key: string) {
    this.#stored.delete(key);
  }

  forget() {
    this.#open.clear();
    this.#left.clear();
    this.#stored.clear();
  }
}

function readDraft(text: string): KeptDraft {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && 'value' in read) {
      const caret = 'caret' in read && Array.isArray(read.caret) ? (read.caret as [number, number]) : null;
      return { value: read.value, caret };
    }
  } catch {
    // A draft in an unknown format is never dropped: its text is shown as it is.
  }
  return { value: text, caret: null };
}

export const drafts = new Drafts();
