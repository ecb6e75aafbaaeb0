import { ask, Attempt, drafts, Live, saves, type UndoState } from '../../backend';
import { editWords, words } from '../../words';
import type { Route } from '../route/route.svelte';

/**
 * Undo and redo of one client. They are asked for by client, so that they are known even after undo has removed the
 * course or the client. It is created while a component starts.
 */
export class Undo {
  readonly attempt = new Attempt();
  readonly client: string;
  /** Names the edit just undone or redone, for screen readers and the status line. */
  announcement = $state('');
  #live: Live<UndoState>;

  constructor(client: string) {
    this.client = client;
    this.#live = new Live(() => ask.undoState(client));
  }

  /** The edits that undo and redo would act on; undefined until they are known. */
  get state(): UndoState | undefined {
    return this.#live.value;
  }

  /** Whether undo is refused because a flag of risk would go. Pressed all the same, it says what can be done. */
  get undoRefused(): boolean {
    return this.state?.undo_loss != null;
  }

  get redoRefused(): boolean {
    return this.state?.redo_loss != null;
  }

  get undoLabel(): string | null {
    const edit = this.state?.undo;
    return edit ? editWords(edit) : null;
  }

  get redoLabel(): string | null {
    const edit = this.state?.redo;
    return edit ? editWords(edit) : null;
  }

  async undo() {
    const label = await this.#after(
      () => this.undoLabel,
      () => ask.undo(this.client),
    );
    if (label) this.announcement = words.shell.undone(label);
  }

  /** Returns true if an edit was redone. */
  async redo(): Promise<boolean> {
    const label = await this.#after(
      () => this.redoLabel,
      () => ask.redo(this.client),
    );
    if (label) this.announcement = words.shell.redone(label);
    return Boolean(label);
  }

  /** Saves first: an unsaved edit is the last one. Returns the name of the edit that was undone or redone. */
  #after(label: () => string | null, command: () => Promise<unknown>): Promise<string | null | undefined> {
    return this.attempt.run(async () => {
      const before = saves.at;
      await drafts.flush();
      if (saves.at !== before) await this.#live.reload();
      const what = label();
      if (what === null) return what;
      await command();
      // Waits until the next edit to undo is known.
      await this.#live.reload();
      return what;
    });
  }
}

/** Decides for which client the keys undo and redo: the open one, or in the list the one whom undo removed. */
export class ClientHistory {
  #route: Route;
  #open = $state.raw<Undo | null>(null);
  #undone = $state.raw<Undo | null>(null);

  constructor(route: Route) {
    this.#route = route;
  }

  get current(): Undo | null {
    return this.#open ?? (this.#route.place.room === 'clients' ? this.#undone : null);
  }

  /** The page of a client is open, until the returned function is called. */
  open(undo: Undo): () => void {
    this.#open = undo;
    this.#undone = null;
    return () => (this.#open = null);
  }

  /** Undo removed the client from the vault: opens the list, which offers redo. */
  leave(undo: Undo) {
    this.#undone = undo;
    this.#route.go({ room: 'clients' });
  }

  /** Opens a client whom redo brought back. */
  async redo() {
    const { current } = this;
    if (current && (await current.redo()) && current === this.#undone) this.#route.openClient(current.client);
  }
}
