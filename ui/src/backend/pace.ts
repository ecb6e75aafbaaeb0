const pause = 400;
const longest = 500;

/** When what is being typed goes to disk: once the hand rests, and however it goes on, within a second. */
export class Pace {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first keystroke came that is not on its way to disk. */
  #first: number | null = null;

  typed(write: () => void) {
    const now = performance.now();
    this.#first ??= now;
    this.after(Math.min(pause, Math.max(this.#first + longest - now, 0)), write);
  }

  after(milliseconds: number, write: () => void) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(write, milliseconds);
  }

  /** What was typed is on its way. */
  stop() {
    clearTimeout(this.#timer);
    this.#first = null;
  }
}
