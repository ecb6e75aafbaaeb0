import { untrack } from 'svelte';
import { LatestAnswer } from '../lib/latestAnswer';
import type { RecordKind } from './backend';
import { faultOf, type Fault } from './fault';
import { saves } from './saves.svelte';

/**
 * An answer that is kept up to date: it is asked for again when a save touches its kinds of record, or when a reactive
 * value that it reads changes. It is created while a component starts and ends with the component.
 */
export class Live<T> {
  value = $state.raw<T | undefined>(undefined);
  fault = $state.raw<Fault | null>(null);
  loading = $state(false);

  #query: () => Promise<T>;
  readonly #latest = new LatestAnswer();

  constructor(query: () => Promise<T>, kinds?: readonly RecordKind[]) {
    this.#query = query;
    $effect(() => {
      void this.reload();
      const stop = saves.watch(kinds, () => this.reload());
      return () => {
        stop();
        this.#latest.drop();
      };
    });
  }

  async reload(): Promise<void> {
    const isOvertaken = this.#latest.ask();
    untrack(() => (this.loading = true));
    const [value, fault] = await this.#query().then(
      (answer) => [answer, null] as const,
      (thrown: unknown) => [undefined, faultOf(thrown)] as const,
    );
    if (isOvertaken()) return;
    this.loading = false;
    this.fault = fault;
    if (!fault) this.value = value;
  }
}
