/** The words for a refusal. `why` is given where a rule of the course refused. */
export interface Explanation {
  happened: string;
  why?: string;
  doNext: string;
}
