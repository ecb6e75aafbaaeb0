/** Runs the last task once no other was asked for during a pause. */
export class Debounce {
  readonly #pause: number;
  readonly #longest: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | null = null;
  /** The time at which the first waiting task was asked for. */
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

  /** Replaces a task that waits. */
  runAfter(milliseconds: number, task: () => void) {
    clearTimeout(this.#timer);
    this.#waiting = task;
    this.#timer = setTimeout(() => this.flush(), milliseconds);
  }

  /** Runs the waiting task at once. */
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
