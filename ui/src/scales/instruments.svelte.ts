import type { Instrument } from '../backend';

/** The published measures, as the program knows them; asked of it once, before a page of a client is drawn. */
class Instruments {
  #table = $state.raw<readonly Instrument[]>([]);

  keep(table: readonly Instrument[]) {
    this.#table = table;
  }

  get known(): boolean {
    return this.#table.length > 0;
  }

  get all(): readonly Instrument[] {
    return this.#table;
  }

  of(code: string): Instrument {
    const found = this.#table.find((instrument) => instrument.code === code);
    if (!found) throw new Error(`no published measure is called ${code}`);
    return found;
  }
}

export const instruments = new Instruments();
