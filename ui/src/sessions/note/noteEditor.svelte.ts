import {
  ask,
  boundTo,
  Draft,
  viewOfOne,
  type CourseView,
  type MoodEvent,
  type NoteDraft,
  type Session,
} from '../../backend';
import { OptimisticValue } from '../../lib/optimistic.svelte';
import { missedOf } from './everySessionTasks';
import { readOutcome, writeOutcome, type ToldOutcome } from './taskOutcome';

interface Together {
  text: string;
  with_person_ids: string[];
}

const noEvent: MoodEvent = { event: '', mood_effect: 0, person_ids: [] };

/** What the record holds of a note, in the shape it is written back. */
function noteOf(session: Session | undefined): NoteDraft {
  return {
    summary: session?.summary ?? null,
    mood_event: session?.mood_event ?? null,
    techniques: session?.techniques ?? null,
    between_task: session?.between_task ?? null,
    previous_task_outcome: session?.previous_task_outcome ?? null,
    tasks_done: session?.tasks_done ?? null,
    every_missed: session?.every_missed ?? ['every.time'],
    risk_note: session?.risk_note ?? null,
    client_words: session?.client_words ?? null,
    attendees: session?.attendees ?? null,
  };
}

/** The note of one slot while it is written: every text a draft, every choice kept at once. */
export class NoteEditor {
  readonly #view: () => CourseView;
  readonly #slot: string;
  readonly #written: OptimisticValue<NoteDraft>;
  #line: Promise<unknown> = Promise.resolve();

  readonly session = $derived.by(() =>
    this.#view().course.sessions?.find((session) => session.slot === this.#slot),
  );
  readonly signed = $derived.by(() => Boolean(this.session?.locked_at));

  readonly summary: Draft<string>;
  readonly words: Draft<string>;
  readonly risk: Draft<string>;
  readonly happened: Draft<MoodEvent>;
  readonly task: Draft<Together>;
  readonly outcome: Draft<ToldOutcome>;

  constructor(view: () => CourseView, slot: string) {
    this.#view = viewOfOne(view);
    this.#slot = slot;
    this.#written = new OptimisticValue(this.#view, () => noteOf(this.session));
    this.summary = this.#text('summary', 'summary');
    this.words = this.#text('words', 'client_words');
    this.risk = this.#text('risk', 'risk_note');
    this.happened = this.#draft('happened', () => this.note.mood_event ?? noEvent);
    this.task = this.#draft('task', () => this.note.between_task ?? { text: '', with_person_ids: [] });
    this.outcome = this.#draft('outcome', () => readOutcome(this.note.previous_task_outcome));
  }

  get note(): NoteDraft {
    return this.#written.value;
  }

  /** Something worth signing stands in the note. */
  get written(): boolean {
    const { summary, mood_event, risk_note, client_words, between_task, techniques } = this.#whole();
    return [summary, mood_event, risk_note, client_words, between_task, techniques].some(Boolean);
  }

  /** Tasks ticked in this session belong to its note. */
  get #tasksDone(): string[] {
    const done = this.#view().tasks.filter(
      (task) => task.slot === this.#slot && (task.state === 'done' || task.state === 'revisited'),
    );
    return done.map((task) => task.id);
  }

  get #measured(): boolean {
    return this.#view().scores.some((score) => score.slot === this.#slot && score.total !== null);
  }

  choose(part: Partial<NoteDraft>): Promise<void> {
    return this.#write(part);
  }

  /** All text in progress becomes the note: before it is signed. */
  async settle(): Promise<void> {
    for (const draft of [this.summary, this.words, this.risk, this.happened, this.task, this.outcome]) {
      await draft.settle();
    }
    await this.#line;
  }

  #text(name: string, part: 'summary' | 'client_words' | 'risk_note'): Draft<string> {
    return this.#draft(name, () => this.note[part] ?? '');
  }

  #draft<T>(name: string, stored: () => T): Draft<T> {
    const view = this.#view();
    return new Draft<T>({
      key: `course/${view.id}/slot/${this.#slot}/${name}`,
      client: view.client_id,
      stored,
      commit: boundTo(
        () => this,
        (editor) => editor.#write({}),
      ),
    });
  }

  // One after another, and always the whole note: a write never carries an older text than the field shows.
  #write(part: Partial<NoteDraft>): Promise<void> {
    const turn = this.#line.then(async () => {
      const view = this.#view();
      const whole = { ...this.#whole(), ...part };
      const note = {
        ...whole,
        tasks_done: this.#tasksDone,
        every_missed: missedOf(whole, this.#measured),
      };
      await ask.writeNote(view.id, this.#slot, note);
      this.#written.saved(note);
    });
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  #whole(): NoteDraft {
    const { event, mood_effect, person_ids } = this.happened.value;
    const told = event !== '' || mood_effect !== 0 || person_ids.length > 0;
    const task = this.task.value;
    return {
      ...this.note,
      summary: this.summary.value || null,
      client_words: this.words.value || null,
      risk_note: this.risk.value || null,
      mood_event: told ? this.happened.value : null,
      between_task: task.text !== '' || task.with_person_ids.length > 0 ? task : null,
      previous_task_outcome: writeOutcome(this.outcome.value) || null,
    };
  }
}
