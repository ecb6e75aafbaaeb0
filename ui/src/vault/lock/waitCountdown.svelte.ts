import type { Fault } from '../../backend';

/** Counts down the seconds the program makes a person wait after wrong passphrases. */
export class WaitCountdown {
  seconds = $state(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Starts when a fault says how long to wait. */
  startFor(fault: Fault | null) {
    if (fault?.error.code === 'wait') this.#wait(fault.error.seconds);
  }

  stop() {
    clearInterval(this.#timer);
    this.seconds = 0;
  }

  #wait(seconds: number) {
    clearInterval(this.#timer);
    this.seconds = seconds;
    this.#timer = setInterval(() => {
      this.seconds -= 1;
      if (this.seconds <= 0) this.stop();
    }, 1000);
  }
}
