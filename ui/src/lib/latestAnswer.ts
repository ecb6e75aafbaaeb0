/** Tells the answer to the newest question from late answers to earlier ones. */
export class LatestAnswer {
  #asked = 0;

  /** Call it when a question is asked. The returned function says whether a newer question was asked since. */
  ask(): () => boolean {
    const turn = ++this.#asked;
    return () => turn !== this.#asked;
  }

  /** Makes every question asked so far count as replaced by a newer one. */
  drop() {
    this.#asked += 1;
  }
}
