import { faultOf, type Fault } from './fault';

/** One command that a person started: running, refused or done. */
export class Attempt {
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);

  /** Returns the answer, or undefined when the command was refused. A second press while it runs does nothing. */
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
