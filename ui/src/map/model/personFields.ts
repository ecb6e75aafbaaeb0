import type { Person } from '../../backend';

/** The text fields of the inventory. */
export type PersonTextField = keyof {
  [Field in keyof Person as string extends NonNullable<Person[Field]> ? Field : never]: true;
};

/** Those of them that are dates, which may be inexact. */
export const dates: readonly PersonTextField[] = ['death_date', 'met_on'];

/** The questions about each person, in the usual order. */
export const questions = [
  'satisfying',
  'unsatisfying',
  'expectations_of_them',
  'their_expectations',
  'wanted_change',
  'change_around_onset',
  'communication',
  'history',
] as const satisfies readonly PersonTextField[];
