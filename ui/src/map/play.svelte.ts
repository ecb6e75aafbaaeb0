/** How long each moment is looked at while the replay plays. */
const look = 1600;

/** Which of a number of moments is shown, and going from one to the next by itself. */
export class Play {
  at = $state(0);
  playing = $state(false);

  #count: () => number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(count: () => number) {
    this.#count = count;
  }

  go(to: number) {
    this.at = Math.min(Math.max(to, 0), Math.max(this.#count() - 1, 0));
  }

  /** From the start again, if it stands at the end. */
  play() {
    if (this.at >= this.#count() - 1) this.go(0);
    this.playing = true;
    this.#timer = setInterval(() => {
      this.go(this.at + 1);
      if (this.at >= this.#count() - 1) this.pause();
    }, look);
  }

  pause() {
    clearInterval(this.#timer);
    this.playing = false;
  }
}
