import { ask, Attempt, drafts, Live, saves, type UndoState } from '../../backend';
import { editWords, words } from '../../words';
import type { Route } from '../route/route.svelte';

/**
 * Undo and redo within one client's file. What they would do is asked of the vault by client, so that it is known
 * also when undo took the course or the client out. Made while a component starts.
 */
export class Undo {
  readonly attempt = new Attempt();
  readonly client: string;
  /** What was just taken back or done again, for the ear and the status line. */
  announcement = $state('');
  #live: Live<UndoState>;

  constructor(client: string) {
    this.client = client;
    this.#live = new Live(() => ask.undoState(client));
  }

  /** What undo and redo would do now; undefined until it is known. */
  get state(): UndoState | undefined {
    return this.#live.value;
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

  /** True if something was done again. */
  async redo(): Promise<boolean> {
    const label = await this.#after(
      () => this.redoLabel,
      () => ask.redo(this.client),
    );
    if (label) this.announcement = words.shell.redone(label);
    return Boolean(label);
  }

  /** What was just done is saved first: it is the last thing done. Answers with what was taken back or done again. */
  #after(label: () => string | null, command: () => Promise<unknown>): Promise<string | null | undefined> {
    return this.attempt.run(async () => {
      const before = saves.at;
      await drafts.flush();
      if (saves.at !== before) await this.#live.reload();
      const what = label();
      if (what === null) return what;
      await command();
      // Not sooner again than it is known what comes next.
      await this.#live.reload();
      return what;
    });
  }
}

/** Which client's undo and redo the keys mean: of the file that is open, or in the list of whom undo took out. */
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

  /** A client's file is open, until the returned function is called. */
  open(undo: Undo): () => void {
    this.#open = undo;
    this.#undone = null;
    return () => (this.#open = null);
  }

  /** Undo took the client out of the vault: the list comes up, where redo is offered. */
  leave(undo: Undo) {
    this.#undone = undo;
    this.#route.go({ room: 'clients' });
  }

  /** A client who is brought back is opened. */
  async redo() {
    const { current } = this;
    if (current && (await current.redo()) && current === this.#undone) this.#route.openClient(current.client);
  }
}
