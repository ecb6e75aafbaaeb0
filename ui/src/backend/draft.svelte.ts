import { Debounce } from '../lib/debounce';
import { ask } from './backend';
import type { BoundSave } from './boundTo';
import { drafts, typingPause } from './drafts';
import { faultOf, type Fault } from './fault';
import { saves } from './saves.svelte';

export type DraftState = 'clean' | 'waiting' | 'kept' | 'saving' | 'saved' | 'failed';
type TextControl = HTMLInputElement | HTMLTextAreaElement;

export interface DraftOf<T> {
  /** The key of the stored draft, such as `course/<id>/slot/<id>/summary`. It never changes. */
  key: string;
  client: string | null;
  /** The value in the record now. */
  stored: () => T;
  /** Writes into the record of the client for whom the text was typed, even if the field shows another by then. */
  commit: BoundSave<T>;
}

const retry = 3000;

/**
 * The text of a field while it is typed. It is stored as a draft within a second, and written into the record when the
 * field is left. When either fails, the text stays, "not saved" is shown, and the save is tried again.
 */
export class Draft<T> {
  state = $state<DraftState>('clean');
  fault = $state.raw<Fault | null>(null);

  #of: DraftOf<T>;
  #typed = $state.raw<T | undefined>(undefined);
  /** Writes into the record of the client for whom the text was typed. */
  #save: (value: T) => Promise<unknown>;
  #dirty = $state(false);
  #caret: [number, number] | null = null;
  readonly #debounce = new Debounce(...typingPause);
  #closed = false;
  #restored = false;
  /** The field was left: the text must be written into the record as soon as that succeeds. */
  #left = false;
  /** Commands of one field run one after another, so that the newest text wins. */
  #queue: Promise<void> = Promise.resolve();

  constructor(of: DraftOf<T>) {
    this.#of = of;
    this.#save = of.commit.hold();
    const found = drafts.take(of.key);
    if (found) {
      this.#typed = found.value as T;
      this.#caret = found.caret;
      this.#dirty = true;
      this.#restored = true;
      this.state = 'kept';
    }
    $effect(() => {
      const leave = drafts.join(of.key, this);
      return () => {
        leave();
        void this.commit();
        this.#closed = true;
      };
    });
  }

  get value(): T {
    return this.#dirty ? (this.#typed as T) : this.#of.stored();
  }

  set value(value: T) {
    this.#typed = value;
    this.#save = this.#of.commit.hold();
    this.#dirty = true;
    this.#left = false;
    this.state = 'waiting';
    saves.unsaved.delete(this.#of.key);
    this.#debounce.run(() => void this.store());
  }

  get dirty(): boolean {
    return this.#dirty;
  }

  /** Stores the text as a draft. */
  async store(): Promise<void> {
    if (!this.#dirty) return;
    this.#debounce.cancel();
    await this.#next(async () => {
      // It may have become the record while this waited; a draft of it would overwrite later changes.
      if (!this.#dirty) return;
      const value = this.#typed;
      try {
        await ask.saveDraft(this.#of.key, this.#of.client, JSON.stringify({ value, caret: this.#caret }));
        this.#succeed(this.#typed === value ? 'kept' : 'waiting');
        if (this.#left) this.#debounce.runAfter(retry, () => void this.commit());
      } catch (thrown) {
        this.#fail(thrown, () => this.store());
      }
    });
  }

  /** Writes the text into the record: when the field is left, and before a note is signed. */
  async commit(): Promise<void> {
    if (!this.#dirty || this.#closed) return;
    this.#debounce.cancel();
    await this.#next(async () => {
      if (!this.#dirty) return;
      const value = this.#typed as T;
      this.#left = true;
      this.state = 'saving';
      try {
        await this.#save(value);
        // Until the record is read again it holds the earlier text, which must not come back into the field.
        await saves.reloaded;
        if (this.#typed === value) {
          this.#dirty = this.#left = false;
          this.#succeed('saved');
          await ask.dropDraft(this.#of.key);
        } else {
          this.#succeed('waiting');
        }
      } catch (thrown) {
        this.#fail(thrown, () => this.commit());
      }
    });
  }

  /** For `{@attach draft.field}` on an input or text area: saves on blur, and restores the cursor after a lock. */
  readonly field = (node: Element) => {
    const control = node as TextControl;
    const remember = () => {
      this.#caret = [control.selectionStart ?? 0, control.selectionEnd ?? 0];
    };
    const leave = () => void this.commit();
    control.addEventListener('input', remember);
    control.addEventListener('keyup', remember);
    control.addEventListener('blur', leave);
    if (this.#restored && this.#caret) {
      const [from, to] = this.#caret;
      control.focus();
      queueMicrotask(() => control.setSelectionRange(from, to));
    }
    return () => {
      control.removeEventListener('input', remember);
      control.removeEventListener('keyup', remember);
      control.removeEventListener('blur', leave);
    };
  };

  #next(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(step);
    return this.#queue;
  }

  #succeed(state: DraftState) {
    this.state = state;
    this.fault = null;
    saves.unsaved.delete(this.#of.key);
    saves.mark();
  }

  #fail(thrown: unknown, again: () => Promise<void>) {
    this.fault = faultOf(thrown);
    this.state = 'failed';
    if (this.fault.code === 'vault_locked') return;
    saves.unsaved.add(this.#of.key);
    if (this.fault.passing) this.#debounce.runAfter(retry, () => void again());
  }
}
