import {
  ask,
  boundTo,
  Draft,
  FormDraft,
  viewOfOne,
  type ContactAttempt,
  type ContactResult,
  type CourseView,
  type MissedSession,
  type Slot,
} from '../../backend';
import { OptimisticValue } from '../../lib/optimistic.svelte';

/** An attempt to reach the client that is not added yet. */
export interface NewAttempt {
  date: string;
  time: string;
  text: string;
  result: ContactResult | null;
}

const nothing: MissedSession = {
  notice: null,
  notice_time: null,
  cause: null,
  reason: null,
  contacts: null,
  remarks: null,
};

/** The page of a session that did not take place. Each text has a draft; each choice is saved at once. */
export class MissedEditor {
  readonly reason: Draft<string>;
  readonly remarks: Draft<string>;
  readonly attempt: FormDraft<NewAttempt>;
  readonly #view: () => CourseView;
  readonly #slot: string;
  readonly #page: OptimisticValue<MissedSession>;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(view: () => CourseView, slot: Slot, today: string) {
    this.#view = viewOfOne(view);
    this.#slot = slot.id ?? '';
    this.#page = new OptimisticValue(this.#view, () => this.#recorded);
    const key = `course/${this.#view().id}/slot/${this.#slot}/missed`;
    this.reason = this.#draft(`${key}/reason`, () => this.missed.reason ?? null);
    this.remarks = this.#draft(`${key}/remarks`, () => this.missed.remarks ?? null);
    this.attempt = new FormDraft<NewAttempt>(`${key}/attempt`, this.#view().client_id, () => ({
      date: today,
      time: '',
      text: '',
      result: null,
    }));
  }

  get missed(): MissedSession {
    return this.#page.value;
  }

  choose(part: Partial<MissedSession>): Promise<void> {
    return this.#write(part);
  }

  async addAttempt(): Promise<void> {
    const { date, time, text, result } = this.attempt.value;
    const added: ContactAttempt = { date, time: time || null, text: text.trim(), result };
    await this.#write({ contacts: [...(this.missed.contacts ?? []), added] });
    await this.attempt.drop();
  }

  get #recorded(): MissedSession {
    return this.#view().course.slots.find((one) => one.id === this.#slot)?.missed ?? nothing;
  }

  #draft(key: string, recorded: () => string | null): Draft<string> {
    return new Draft<string>({
      key,
      client: this.#view().client_id,
      stored: () => recorded() ?? '',
      commit: boundTo(
        () => this,
        (editor) => editor.#write({}),
      ),
    });
  }

  // Writes run one after another and always write the whole page, so that none saves an older text than the field
  // shows.
  #write(part: Partial<MissedSession>): Promise<void> {
    const write = this.#lastWrite.then(async () => {
      const page: MissedSession = {
        ...this.missed,
        reason: this.reason.value || null,
        remarks: this.remarks.value || null,
        ...part,
      };
      await ask.writeMissed(this.#view().id, this.#slot, page);
      this.#page.saved(page);
    });
    this.#lastWrite = write.catch(() => undefined);
    return write;
  }
}
