/** How long the replay shows each moment, in milliseconds. */
const momentDuration = 1600;

/** Which of a number of moments is shown, and going from one to the next by itself. */
export class Playback {
  playing = $state(false);

  #at = $state(0);
  #count: () => number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(count: () => number) {
    this.#count = count;
  }

  /** The last one, where some have gone meanwhile. */
  get at(): number {
    return Math.min(this.#at, Math.max(this.#count() - 1, 0));
  }

  go(to: number) {
    this.#at = Math.max(to, 0);
  }

  /** From the start again, if it stands at the end. */
  play() {
    if (this.at >= this.#count() - 1) this.go(0);
    this.playing = true;
    this.#timer = setInterval(() => {
      this.go(this.at + 1);
      if (this.at >= this.#count() - 1) this.pause();
    }, momentDuration);
  }

  pause() {
    clearInterval(this.#timer);
    this.playing = false;
  }
}
