import { untrack } from 'svelte';
import { Debounce } from '../lib/debounce';
import { ask } from './backend';
import type { BoundSave } from './boundTo';
import { drafts, retryPause, typingPause, type KeptDraft } from './drafts';
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

/**
 * The text of a field while it is typed. It is stored as a draft within a second, and written into the record when the
 * field is left. When either fails, the text stays, "not saved" is shown, and the save is tried again. A text that the
 * record refuses stays a draft until it is mended or discarded, also when its field is closed.
 */
export class Draft<T> {
  state = $state<DraftState>('clean');
  fault = $state.raw<Fault | null>(null);

  #of: DraftOf<T>;
  #typed = $state.raw<T | undefined>(undefined);
  /** Writes into the record of the client for whom the text was typed. */
  #save: (value: T) => Promise<unknown>;
  /** The typed text is not in the record. No state: as an effect ends, it would be read as it was before. */
  #dirty = false;
  /** The typed text is shown: until it is in the record, and that has been read again. */
  #showing = $state(false);
  #caret: [number, number] | null = null;
  readonly #debounce = new Debounce(...typingPause);
  #closed = false;
  #restored = false;
  /** The field was left: the text must be written into the record as soon as that succeeds. */
  #left = false;
  /** The record refused the text, and would refuse it again. */
  #refused = false;
  /** Commands of one field run one after another, so that the newest text wins. */
  #queue: Promise<void> = Promise.resolve();

  constructor(of: DraftOf<T>) {
    this.#of = of;
    this.#save = of.commit.hold();
    const found = drafts.take(of.key);
    if (found) {
      this.#show(found);
      this.#restored = true;
    }
    $effect(() => {
      const leave = drafts.join(of.key, this);
      // From now on the status line discards the text here.
      untrack(() => {
        if (this.fault) this.#report(this.fault);
      });
      return () => {
        leave();
        this.#close();
      };
    });
  }

  get value(): T {
    return this.#showing ? (this.#typed as T) : this.#of.stored();
  }

  set value(value: T) {
    this.#typed = value;
    this.#save = this.#of.commit.hold();
    this.#dirty = this.#showing = true;
    this.#left = this.#refused = false;
    this.state = 'waiting';
    saves.unsaved.delete(this.#of.key);
    this.#debounce.run(() => void this.store());
  }

  /** A typed text is shown, which the record as it was read does not have. */
  get dirty(): boolean {
    return this.#showing;
  }

  /** Stores the text as a draft. */
  async store(): Promise<void> {
    if (!this.#isOwn()) return;
    this.#debounce.cancel();
    await this.#next(async () => {
      // It may have become the record while this waited; a draft of it would overwrite later changes.
      if (!this.#isOwn()) return;
      const value = this.#typed;
      try {
        await ask.saveDraft(this.#of.key, this.#of.client, JSON.stringify({ value, caret: this.#caret }));
        // On disk it is still not in the record, and the reason for that stands.
        if (this.#refused) return;
        this.#succeed(this.#typed === value ? 'kept' : 'waiting');
        if (this.#left) this.#debounce.runAfter(retryPause, () => void this.commit());
      } catch (thrown) {
        this.#fail(thrown);
      }
    });
  }

  /** Writes the text into the record: when the field is left, and before a note is signed. */
  async commit(): Promise<void> {
    if (!this.#isOwn()) return;
    this.#debounce.cancel();
    await this.#next(async () => {
      if (!this.#isOwn()) return;
      const value = this.#typed as T;
      this.#left = true;
      this.state = 'saving';
      try {
        await this.#save(value);
        if (!this.#dirty) return;
        this.#refused = false;
        if (this.#typed === value) {
          this.#dirty = this.#left = false;
          drafts.end(this.#of.key, this);
          this.#succeed('saved');
          // Until the record is read again it holds the earlier text, which must not come back into the field.
          void saves.reloaded.then(() => {
            if (this.#typed === value && !this.#dirty) this.#showing = false;
          });
          await ask.dropDraft(this.#of.key);
        } else {
          this.#succeed('waiting');
        }
      } catch (thrown) {
        this.#fail(thrown);
      }
    });
  }

  /** Tries again what failed. */
  retry(): Promise<void> {
    return this.#left ? this.commit() : this.store();
  }

  /** Gives the text up: the field shows the record. */
  async discard(): Promise<void> {
    this.#debounce.cancel();
    this.#end();
    this.fault = null;
    this.state = 'clean';
    saves.unsaved.delete(this.#of.key);
    await this.#next(async () => void (await ask.dropDraft(this.#of.key).catch(() => null)));
  }

  /** The text of an earlier field was refused. A text that was typed here since is newer. */
  inherit(kept: KeptDraft) {
    if (!this.#dirty) this.#show(kept);
    if (this.fault) this.#report(this.fault);
  }

  /** Gives the text to another field with the same key, once it was refused. */
  handOver(): KeptDraft | undefined {
    if (!this.#dirty || !this.fault) return undefined;
    const kept = { value: this.#typed, caret: null, fault: this.fault };
    this.#debounce.cancel();
    this.#end();
    return kept;
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

  /** The text is here and nowhere else: not in the record, nor in another field. */
  #isOwn(): boolean {
    return this.#dirty && (!this.#closed || drafts.isLeft(this.#of.key, this));
  }

  #show({ value, caret, fault }: KeptDraft) {
    this.#typed = value as T;
    this.#caret = caret;
    this.#dirty = this.#showing = true;
    this.fault = fault ?? null;
    this.state = fault ? 'failed' : 'kept';
    this.#left = fault !== undefined;
    this.#refused = fault !== undefined && !fault.passing;
  }

  #close() {
    this.#closed = true;
    if (!this.#dirty) return;
    drafts.leave(this.#of.key, this);
    void this.commit();
  }

  #end() {
    this.#dirty = this.#showing = this.#left = this.#refused = false;
    drafts.end(this.#of.key, this);
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(step);
    return this.#queue;
  }

  #succeed(state: DraftState) {
    this.state = state;
    this.fault = null;
    saves.stored(this.#of.key);
  }

  #fail(thrown: unknown) {
    const fault = faultOf(thrown);
    // It was discarded, or another field has it.
    if (!this.#dirty) return;
    this.fault = fault;
    this.state = 'failed';
    if (fault.code === 'vault_locked') return;
    this.#refused = this.#left && !fault.passing;
    this.#report(fault);
    if (!this.#closed) return;
    drafts.refused(this.#of.key);
    // Without a field it waits on disk for the next one.
    if (this.#refused) void this.store();
  }

  #report(fault: Fault) {
    saves.failed(this.#of.key, { client: this.#of.client, fault, discard: () => this.discard() });
    if (fault.passing) this.#debounce.runAfter(retryPause, () => void this.retry());
  }
}
