import { ask } from './backend';

/**
 * The pause in typing after which text is saved, and the longest time it waits however typing goes on, both in
 * milliseconds. Together they put each text on disk within a second.
 */
export const typingPause = [400, 500] as const;

/** The content of a stored draft: the unsaved text, and the cursor. */
interface KeptDraft {
  value: unknown;
  caret: [number, number] | null;
}

interface Flushable {
  store(): Promise<unknown>;
}

/** All fields with unsaved text, unsaved moves on the map, and the drafts found at the last unlock. */
class Drafts {
  #open = new Map<string, Flushable>();
  #stored = new Map<string, KeptDraft>();

  join(key: string, draft: Flushable): () => void {
    this.#open.set(key, draft);
    return () => {
      if (this.#open.get(key) === draft) this.#open.delete(key);
    };
  }

  /** Stores everything unsaved as drafts: before a lock and before an undo. A draft that fails delays nothing. */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map((draft) => draft.store()));
  }

  /** After an unlock: loads the drafts, so that each field finds its own. */
  async restore(): Promise<void> {
    this.#stored.clear();
    for (const row of await ask.loadDrafts('')) this.#stored.set(row.key, readDraft(row.text));
  }

  take(key: string): KeptDraft | undefined {
    const stored = this.#stored.get(key);
    this.#stored.delete(key);
    return stored;
  }

  /** Keeps the unsaved text of a page that is left until the page is opened again. After a lock nothing is kept. */
  keep(key: string, draft: Flushable, value: unknown) {
    if (this.#open.get(key) === draft) this.#stored.set(key, { value, caret: null });
  }

  /** The keys of stored drafts that no field has taken yet. */
  waiting(): string[] {
    return [...this.#stored.keys()];
  }

  has(key: string): boolean {
    return this.#stored.has(key);
  }

  forget() {
    this.#open.clear();
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
