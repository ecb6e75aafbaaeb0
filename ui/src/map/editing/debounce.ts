/** How long no key is pressed before a move is saved, in milliseconds. */
const rest = 450;

interface Waiting {
  readonly id: string;
  readonly keep: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Joins a run of arrow keys into one change, saved after a pause. */
export class Debounce {
  #waiting: Waiting | null = null;

  /** Saves after a pause. A move of something else saves the waiting one at once. */
  after(id: string, keep: () => void) {
    if (this.#waiting?.id === id) clearTimeout(this.#waiting.timer);
    else this.flush();
    this.#waiting = { id, keep, timer: setTimeout(() => this.flush(), rest) };
  }

  flush() {
    const waiting = this.#waiting;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting = null;
    waiting.keep();
  }
}
