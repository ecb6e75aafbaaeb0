import type { Fault } from '../../backend';

/** Counts down the wait the program asks for after wrong tries. */
export class Patience {
  seconds = $state(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Starts when the fault says how long to wait. */
  heed(fault: Fault | null) {
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
