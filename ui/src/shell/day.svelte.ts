import { ask } from '../backend';

/** Which calendar day it is, by the program's clock; looked at again whenever the window comes forward. */
export class Day {
  today = $state<string | null>(null);

  constructor() {
    $effect(() => {
      void this.look();
      const look = () => void this.look();
      window.addEventListener('focus', look);
      return () => window.removeEventListener('focus', look);
    });
  }

  async look() {
    const view = await ask.today().catch(() => null);
    if (view) this.today = view.today;
  }
}
