import {
  ask,
  boundTo,
  Draft,
  viewOfOne,
  type CourseView,
  type Fault,
  type MoodEvent,
  type NoteDraft,
  type Session,
} from '../../backend';
import { OptimisticValue } from '../../lib/optimistic.svelte';
import { doneBefore, doneOf } from './everySessionTasks';
import { readOutcome, writeOutcome, type ToldOutcome } from './taskOutcome';

/** Fields of a note that are chosen or computed. Each of the others is typed, and listed in `typedFields`. */
type ChosenField = 'techniques' | 'tasks_done' | 'every_done' | 'every_missed' | 'risk_asked' | 'attendees';
type TypedFieldName = Exclude<keyof NoteDraft, ChosenField>;

/** The values that the drafts of the typed fields hold. */
interface TypedValues {
  summary: string;
  client_words: string;
  risk_note: string;
  mood_event: MoodEvent;
  between_task: { text: string; with_person_ids: string[] };
  previous_task_outcome: ToldOutcome;
}

interface TypedField<Recorded, Typed> {
  /** The end of the key under which its draft is stored. Never changes. */
  readonly draftKey: string;
  /** Whether this text alone is reason enough to sign the note. */
  readonly signable: boolean;
  /** The value to type on, from the one in the record. */
  readonly read: (recorded: Recorded) => Typed;
  /** The value for the record; null when nothing is typed. */
  readonly write: (typed: Typed) => Recorded;
}

const plainText = (draftKey: string): TypedField<string | null, string> => ({
  draftKey,
  signable: true,
  read: (recorded) => recorded ?? '',
  write: (typed) => typed || null,
});

/** Everything that is typed into a note. Drafts, the save, signing and the fault on the page go through this list. */
const typedFields: { readonly [F in TypedFieldName]: TypedField<NoteDraft[F], TypedValues[F]> } = {
  summary: plainText('summary'),
  client_words: plainText('words'),
  risk_note: plainText('risk'),
  mood_event: {
    draftKey: 'happened',
    signable: true,
    read: (recorded) => recorded ?? { event: '', person_ids: [] },
    write: (typed) => (isBegun(typed) ? typed : null),
  },
  between_task: {
    draftKey: 'task',
    signable: true,
    read: (recorded) => recorded ?? { text: '', with_person_ids: [] },
    write: (typed) => (typed.text !== '' || typed.with_person_ids.length > 0 ? typed : null),
  },
  previous_task_outcome: {
    draftKey: 'outcome',
    signable: false,
    read: readOutcome,
    write: (typed) => writeOutcome(typed) || null,
  },
};
/** Whether anything of the event, its effect on mood or its people is said. A 0 that was not chosen says nothing. */
export const isBegun = ({ event, mood_effect, effect_said, person_ids }: MoodEvent): boolean =>
  event !== '' || (mood_effect === 0 ? Boolean(effect_said) : mood_effect != null) || person_ids.length > 0;

const typedNames = Object.keys(typedFields) as TypedFieldName[];

type NoteDrafts = { readonly [F in TypedFieldName]: Draft<TypedValues[F]> };

/** The note in the record, in the form in which it is written back. */
function noteOf(session: Session | undefined): NoteDraft {
  return {
    summary: session?.summary ?? null,
    mood_event: session?.mood_event ?? null,
    techniques: session?.techniques ?? null,
    between_task: session?.between_task ?? null,
    previous_task_outcome: session?.previous_task_outcome ?? null,
    tasks_done: session?.tasks_done ?? null,
    every_done: session?.every_done ?? doneBefore(session?.every_missed),
    every_missed: session?.every_missed ?? null,
    risk_note: session?.risk_note ?? null,
    risk_asked: session?.risk_asked ?? null,
    client_words: session?.client_words ?? null,
    attendees: session?.attendees ?? null,
  };
}

/** The note of one slot while it is written. Each typed field has a draft; each choice is saved at once. */
export class NoteEditor {
  readonly drafts: NoteDrafts;
  readonly #view: () => CourseView;
  readonly #slot: string;
  readonly #written: OptimisticValue<NoteDraft>;
  #lastWrite: Promise<unknown> = Promise.resolve();

  readonly session = $derived.by(() =>
    this.#view().course.sessions?.find((session) => session.slot === this.#slot),
  );
  readonly signed = $derived.by(() => Boolean(this.session?.locked_at));

  constructor(view: () => CourseView, slot: string) {
    this.#view = viewOfOne(view);
    this.#slot = slot;
    this.#written = new OptimisticValue(this.#view, () => noteOf(this.session));
    this.drafts = Object.fromEntries(
      typedNames.map((name) => [name, this.#draft(name)]),
    ) as unknown as NoteDrafts;
  }

  get note(): NoteDraft {
    return this.#written.value;
  }

  /** Whether the note contains something worth signing. */
  get written(): boolean {
    const isTyped = typedNames.some((name) => typedFields[name].signable && this.#typed(name) !== null);
    return isTyped || Boolean(this.note.techniques) || this.note.risk_asked !== null;
  }

  /** The reason why a text of the note is not saved. */
  get fault(): Fault | null {
    return typedNames.map((name) => this.drafts[name].fault).find((fault) => fault !== null) ?? null;
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

  /** Writes every draft into the note: before it is signed. */
  async commitDrafts(): Promise<void> {
    for (const name of typedNames) await this.drafts[name].commit();
    await this.#lastWrite;
  }

  #draft<F extends TypedFieldName>(name: F): Draft<TypedValues[F]> {
    const view = this.#view();
    const { draftKey, read } = typedFields[name];
    return new Draft<TypedValues[F]>({
      key: `course/${view.id}/slot/${this.#slot}/${draftKey}`,
      client: view.client_id,
      stored: () => read(this.note[name]),
      commit: boundTo(
        () => this,
        (editor) => editor.#write({}),
      ),
    });
  }

  /** The value typed in a field, as the record holds it. */
  #typed<F extends TypedFieldName>(name: F): NoteDraft[F] {
    return typedFields[name].write(this.drafts[name].value);
  }

  // Writes run one after another and always write the whole note, so that none saves an older text than the field
  // shows.
  #write(part: Partial<NoteDraft>): Promise<void> {
    const write = this.#lastWrite.then(async () => {
      const view = this.#view();
      const whole = { ...this.#whole(), ...part };
      const done = doneOf(whole, this.#measured);
      const note = {
        ...whole,
        tasks_done: this.#tasksDone,
        every_done: done,
        every_missed: whole.every_missed?.filter((task) => !done.includes(task)) ?? null,
      };
      await ask.writeNote(view.id, this.#slot, note);
      this.#written.saved(note);
    });
    this.#lastWrite = write.catch(() => undefined);
    return write;
  }

  #whole(): NoteDraft {
    return { ...this.note, ...Object.fromEntries(typedNames.map((name) => [name, this.#typed(name)])) };
  }
}
