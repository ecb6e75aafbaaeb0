import { ask, faultOf, type AuditFilter, type AuditLine, type Fault } from '../backend';
import { LatestAnswer } from '../lib/latestAnswer';

const everything: AuditFilter = { client: null, from: null, to: null };

/** Loads the lines of the audit trail that pass a filter, newest first, page by page. */
export class AuditLines {
  lines = $state.raw<readonly AuditLine[] | null>(null);
  more = $state(false);
  fault = $state.raw<Fault | null>(null);
  reading = $state(false);
  filter = $state.raw<AuditFilter>(everything);
  readonly #latest = new LatestAnswer();

  /** The last day is before the first, so no line can lie between them. */
  get endsBeforeStart(): boolean {
    const { from, to } = this.filter;
    return from !== null && to !== null && from > to;
  }

  get filtered(): boolean {
    const { client, from, to } = this.filter;
    return client !== null || from !== null || to !== null;
  }

  async filterBy(change: Partial<AuditFilter>) {
    this.filter = { ...this.filter, ...change };
    await this.read();
  }

  async clear() {
    await this.filterBy(everything);
  }

  async read() {
    await this.#fetch([]);
  }

  async older() {
    if (this.more && !this.reading) await this.#fetch(this.lines ?? []);
  }

  async #fetch(before: readonly AuditLine[]) {
    // The page that is still loading was asked for with another filter.
    const isOvertaken = this.#latest.ask();
    this.fault = null;
    this.reading = !this.endsBeforeStart;
    if (this.endsBeforeStart) return this.#put([], false);
    try {
      const page = await ask.auditLines(this.filter, before.at(-1)?.seq ?? null);
      if (!isOvertaken()) this.#put([...before, ...page.lines], page.more);
    } catch (thrown) {
      if (!isOvertaken()) this.fault = faultOf(thrown);
    } finally {
      if (!isOvertaken()) this.reading = false;
    }
  }

  #put(lines: readonly AuditLine[], more: boolean) {
    this.lines = lines;
    this.more = more;
  }
}
