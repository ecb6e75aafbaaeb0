/** How long the replay shows each moment, in milliseconds. */
const momentDuration = 1600;

/** Plays a number of moments one after another. */
export class Playback {
  playing = $state(false);

  #at = $state(0);
  #count: () => number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(count: () => number) {
    this.#count = count;
  }

  /** The last moment, if some were removed meanwhile. */
  get at(): number {
    return Math.min(this.#at, Math.max(this.#count() - 1, 0));
  }

  go(to: number) {
    this.#at = Math.max(to, 0);
  }

  /** Starts again from the first moment if it is at the end. */
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
