/** Runs what was asked last once nothing more has been asked for a while. */
export class Debounce {
  readonly #pause: number;
  readonly #longest: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | null = null;
  /** When the first run that still waits was asked for. */
  #since: number | null = null;

  /** Waits `pause` milliseconds after each `run`, and no longer than `longest` after the first of them. */
  constructor(pause: number, longest = Number.POSITIVE_INFINITY) {
    this.#pause = pause;
    this.#longest = longest;
  }

  run(task: () => void) {
    const now = performance.now();
    this.#since ??= now;
    this.runAfter(Math.min(this.#pause, Math.max(this.#since + this.#longest - now, 0)), task);
  }

  /** In place of whatever waits. */
  runAfter(milliseconds: number, task: () => void) {
    clearTimeout(this.#timer);
    this.#waiting = task;
    this.#timer = setTimeout(() => this.flush(), milliseconds);
  }

  /** Runs at once what waits. */
  flush() {
    const task = this.#waiting;
    this.cancel();
    task?.();
  }

  cancel() {
    clearTimeout(this.#timer);
    this.#waiting = null;
    this.#since = null;
  }
}
