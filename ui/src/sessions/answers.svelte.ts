import type { Scale } from '../scales/scale';
import { tally, type Answer } from '../scales/tally';

/** A sheet being answered with the keys: which question it is at, and what was said so far. */
export class Answers {
  readonly #scale: Scale;
  values = $state<Answer[]>([]);
  /** How difficult the problems made life; not part of the total. */
  difficulty = $state<Answer>(null);
  /** The question the next key answers; the number of items itself means the one on difficulty. */
  at = $state(0);

  tally = $derived.by(() => tally(this.#scale, this.values));
  asksDifficulty = $derived.by(() => this.#scale.answer[0] === 0 && this.tally.sum > 0);
  /** Every question has its answer. */
  complete = $derived.by(() => this.tally.missing === 0);
  begun = $derived.by(() => this.tally.answered > 0);

  constructor(scale: Scale, values: readonly Answer[] = [], difficulty: Answer = null) {
    this.#scale = scale;
    this.values = Array.from({ length: scale.items }, (_, index) => values[index] ?? null);
    this.difficulty = difficulty;
    const open = this.values.indexOf(null);
    this.at = open === -1 ? 0 : open;
  }

  get last(): number {
    return this.asksDifficulty ? this.#scale.items : this.#scale.items - 1;
  }

  /** Takes a key and says whether it meant anything here. */
  press(key: string): boolean {
    const answer = /^\d$/.test(key) ? Number(key) : null;
    if (answer !== null) return this.#answer(answer);
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

  set(index: number, answer: Answer) {
    if (index === this.#scale.items) this.difficulty = answer;
    else this.values[index] = answer;
  }

  #answer(answer: number): boolean {
    const difficulty = this.at === this.#scale.items;
    const [least, most] = difficulty ? [0, 3] : this.#scale.answer;
    if (answer < least || answer > most) return false;
    this.set(this.at, answer);
    this.#go(this.at + 1);
    return true;
  }

  // The first Backspace takes the present answer away, the next one steps back.
  #back() {
    const here = this.at === this.#scale.items ? this.difficulty : (this.values[this.at] ?? null);
    if (here === null) this.#go(this.at - 1);
    this.set(this.at, null);
  }

  #go(index: number) {
    this.at = Math.min(Math.max(index, 0), this.last);
  }
}
