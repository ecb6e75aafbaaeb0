import { ask } from './backend';

/**
 * How long typing pauses before it is saved, and how long it is kept waiting however it goes on, in milliseconds: what
 * is typed is on disk within a second.
 */
export const typingPause = [400, 500] as const;

/** What a draft row holds: the text in progress and where the cursor was. */
interface KeptDraft {
  value: unknown;
  caret: [number, number] | null;
}

interface Flushable {
  park(): Promise<unknown>;
}

/** Every field being written in, a move not kept yet, and what was in progress when the vault was last locked. */
class Drafts {
  #open = new Map<string, Flushable>();
  #parked = new Map<string, KeptDraft>();

  join(key: string, draft: Flushable): () => void {
    this.#open.set(key, draft);
    return () => {
      if (this.#open.get(key) === draft) this.#open.delete(key);
    };
  }

  /** Parks all that is not saved yet: before a lock, before something is taken back. What fails keeps nobody waiting. */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map((draft) => draft.park()));
  }

  /** After unlocking: what was in progress comes back to the field it belongs to. */
  async restore(): Promise<void> {
    this.#parked.clear();
    for (const row of await ask.loadDrafts('')) this.#parked.set(row.key, readDraft(row.text));
  }

  take(key: string): KeptDraft | undefined {
    const parked = this.#parked.get(key);
    this.#parked.delete(key);
    return parked;
  }

  /** What was being written on a page that is left comes back with the page; after a lock nothing is kept. */
  keep(key: string, draft: Flushable, value: unknown) {
    if (this.#open.get(key) === draft) this.#parked.set(key, { value, caret: null });
  }

  has(key: string): boolean {
    return this.#parked.has(key);
  }

  forget() {
    this.#open.clear();
    this.#parked.clear();
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
    // A draft is never dropped because its wrapping is unknown: it is shown as it stands.
  }
  return { value: text, caret: null };
}

export const drafts = new Drafts();
