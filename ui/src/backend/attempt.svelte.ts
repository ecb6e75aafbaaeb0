import { faultOf, type Fault } from './fault';

/** One command a person started: under way, refused, or done. */
export class Attempt {
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);

  /** The answer, or undefined when it was refused; a second press while busy does nothing. */
  async run<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.fault = null;
    try {
      return await command();
    } catch (thrown) {
      this.fault = faultOf(thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  clear() {
    this.fault = null;
  }
}
