/** What happened, why the rule is there where a rule said no, and what can be done now. */
export interface Said {
  happened: string;
  why?: string;
  doNext: string;
}
