import { ask, Attempt, drafts, saves, type UndoState } from '../../backend';
import { editWords, words } from '../../words';

/** Taking back and doing again, within one client's file. */
export class Undo {
  readonly attempt = new Attempt();
  /** What was just taken back or done again, for the ear and the status line. */
  said = $state('');
  #client: string;
  #state: () => UndoState | undefined;
  #look: () => Promise<void>;

  /** `look` reads the state anew. */
  constructor(client: string, state: () => UndoState | undefined, look: () => Promise<void>) {
    this.#client = client;
    this.#state = state;
    this.#look = look;
  }

  get undoLabel(): string | null {
    const edit = this.#state()?.undo;
    return edit ? editWords(edit) : null;
  }

  get redoLabel(): string | null {
    const edit = this.#state()?.redo;
    return edit ? editWords(edit) : null;
  }

  async undo() {
    const what = await this.#after(
      () => this.undoLabel,
      () => ask.undo(this.#client),
    );
    if (what) this.said = words.shell.undone(what);
  }

  async redo() {
    const what = await this.#after(
      () => this.redoLabel,
      () => ask.redo(this.#client),
    );
    if (what) this.said = words.shell.redone(what);
  }

  /** What was just done is saved first: it is the last thing done. Answers with what was taken back or done again. */
  #after(label: () => string | null, command: () => Promise<unknown>): Promise<string | null | undefined> {
    return this.attempt.run(async () => {
      const before = saves.at;
      await drafts.flush();
      if (saves.at !== before) await this.#look();
      const what = label();
      if (what === null) return what;
      await command();
      // Not sooner again than it is known what comes next.
      await this.#look();
      return what;
    });
  }
}
