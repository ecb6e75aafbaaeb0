import { ask, Attempt, type UndoState } from '../backend';
import { editWords, words } from '../words';

/** Taking back and doing again, within one client's file. */
export class Undo {
  readonly attempt = new Attempt();
  /** What was just taken back or done again, for the ear and the status line. */
  said = $state('');
  #client: string;
  #state: () => UndoState | undefined;

  constructor(client: string, state: () => UndoState | undefined) {
    this.#client = client;
    this.#state = state;
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
    const what = this.undoLabel;
    if (what === null) return;
    const saved = await this.attempt.run(() => ask.undo(this.#client));
    if (saved) this.said = words.shell.undone(what);
  }

  async redo() {
    const what = this.redoLabel;
    if (what === null) return;
    const saved = await this.attempt.run(() => ask.redo(this.#client));
    if (saved) this.said = words.shell.redone(what);
  }
}
