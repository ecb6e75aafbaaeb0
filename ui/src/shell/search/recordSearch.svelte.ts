import { ask, type Found as Hit, type RecordKind } from '../../backend';
import { Debounce } from '../../lib/debounce';
import { LatestAnswer } from '../../lib/latestAnswer';
import { kinds } from '../../words';
import type { SearchResult } from './results';
import type { Route, Tab } from '../route/route.svelte';

const pause = 60;
const least = 2;

const tabOf: Partial<Record<RecordKind, Tab>> = {
  session: 'sessions',
  addendum: 'sessions',
  risk_review: 'sessions',
  person: 'map',
  map_snapshot: 'map',
  working_map: 'map',
  measure: 'measures',
  own_measure: 'measures',
  focus: 'focus',
  formulation: 'focus',
  goal: 'focus',
  worksheets: 'focus',
};

/** Searches the records while somebody types. An answer that comes after more typing is dropped. */
export class RecordSearch {
  found = $state.raw<readonly SearchResult[]>([]);
  readonly #route: Route;
  readonly #nameOf: (client: string) => string;
  readonly #latest = new LatestAnswer();
  readonly #debounce = new Debounce(pause);

  /** `nameOf` gives the name of a client as lists show it. */
  constructor(route: Route, nameOf: (client: string) => string) {
    this.#route = route;
    this.#nameOf = nameOf;
  }

  look(typed: string) {
    const isOvertaken = this.#latest.ask();
    this.#debounce.cancel();
    const wanted = typed.trim();
    if (wanted.length < least) {
      this.found = [];
      return;
    }
    this.#debounce.run(async () => {
      const hits = await ask.search(wanted).catch(() => []);
      if (!isOvertaken()) this.#put(hits);
    });
  }

  #put(hits: readonly Hit[]) {
    this.found = hits.map((hit, index) => ({
      id: `written-${index}`,
      group: 'written',
      label: this.#nameOf(hit.client_id),
      aside: kinds[hit.kind],
      snippet: hit.snippet,
      run: () => this.#open(hit),
    }));
  }

  #open({ client_id, course_id, kind, slot }: Hit) {
    const tab = tabOf[kind] ?? 'overview';
    this.#route.openClient(client_id, tab, tab === 'sessions' ? slot : null, course_id);
  }
}
