import type { Instrument } from '../../backend';
import { tally, type Answer, type Tally } from '../../scales/tally';

/** The answers of one sheet. */
export interface Sheet {
  values: readonly Answer[];
  /** How difficult the problems made life; not part of the total. */
  difficulty: Answer;
}

/** The draft in which the answers are stored while the sheet is filled in. */
export interface SheetHolder {
  value: Sheet;
}

export const sheetOf = (
  { items }: Instrument,
  values?: readonly Answer[] | null,
  difficulty?: Answer,
): Sheet => ({
  values: Array.from({ length: items.questions.length }, (_, index) => values?.[index] ?? null),
  difficulty: difficulty ?? null,
});

/** A sheet being answered with the keyboard: the current question and the answers so far. */
export class Answers {
  readonly #instrument: Instrument;
  readonly #place: SheetHolder;
  /** The question that the next key answers. The number of items stands for the question on difficulty. */
  at = $state(0);

  constructor(instrument: Instrument, place: SheetHolder) {
    this.#instrument = instrument;
    this.#place = place;
    const open = this.values.indexOf(null);
    this.at = open === -1 ? 0 : open;
  }

  get values(): readonly Answer[] {
    return this.#place.value.values;
  }

  get difficulty(): Answer {
    return this.#place.value.difficulty;
  }

  get tally(): Tally {
    return tally(this.#instrument, this.values);
  }

  get #items(): number {
    return this.#instrument.items.questions.length;
  }

  get asksDifficulty(): boolean {
    return (this.#instrument.function_question !== null && this.tally.sum > 0) || this.difficulty !== null;
  }

  get last(): number {
    return this.asksDifficulty ? this.#items : this.#items - 1;
  }

  /** The answer to a question, by its index. */
  given(index: number): Answer {
    return index === this.#items ? this.difficulty : (this.values[index] ?? null);
  }

  /** Whether an item was passed over: it has no answer, and a later one has. */
  isMissed(index: number): boolean {
    return this.given(index) === null && this.values.slice(index + 1).some((answer) => answer !== null);
  }

  set(index: number, answer: Answer) {
    const { values, difficulty } = this.#place.value;
    this.#place.value =
      index === this.#items
        ? { values, difficulty: answer }
        : { values: values.with(index, answer), difficulty };
  }

  /** Handles a key. Returns false if the key means nothing here. */
  press(key: string): boolean {
    if (/^\d$/.test(key)) return this.#answer(Number(key));
    switch (key) {
      case 'Backspace':
        this.#back();
        return true;
      case 'Delete':
      case '-':
        this.set(this.at, null);
        this.#go(this.at + 1);
        return true;
      case 'ArrowDown':
        this.#go(this.at + 1);
        return true;
      case 'ArrowUp':
        this.#go(this.at - 1);
        return true;
      default:
        return false;
    }
  }

  #answer(answer: number): boolean {
    const { items, function_question: difficulty } = this.#instrument;
    const least = this.at === this.#items ? 0 : items.min;
    const answers = this.at === this.#items ? (difficulty?.answers ?? []) : items.answers;
    if (answer < least || answer >= least + answers.length) return false;
    this.set(this.at, answer);
    this.#go(this.at + 1);
    return true;
  }

  // The first Backspace clears the current answer, the next one goes back a question.
  #back() {
    if (this.given(this.at) === null) this.#go(this.at - 1);
    this.set(this.at, null);
  }

  #go(index: number) {
    this.at = Math.min(Math.max(index, 0), this.last);
  }
}
