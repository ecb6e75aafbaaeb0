/** Tells the answer to the newest question from answers to earlier ones that arrive late. */
export class LatestAnswer {
  #asked = 0;

  /** To be called when a question is asked; the returned function says whether a newer one was asked since. */
  ask(): () => boolean {
    const turn = ++this.#asked;
    return () => turn !== this.#asked;
  }

  /** Makes every question asked so far count as overtaken. */
  drop() {
    this.#asked += 1;
  }
}
