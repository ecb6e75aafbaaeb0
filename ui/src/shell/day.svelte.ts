import { ask } from '../backend';

/** The calendar day by the clock of the program. It is read again whenever the window gets the focus. */
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
