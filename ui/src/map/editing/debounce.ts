/** How long a hand that moves something by keys pauses before it is done. */
const rest = 450;

interface Waiting {
  readonly id: string;
  readonly keep: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A run of arrow keys becomes one change once the hand rests. */
export class Debounce {
  #waiting: Waiting | null = null;

  /** Keeps this once nothing more is done to the same; a hand that goes on to another is done at once. */
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
