import type { Person } from '../../backend';

/** The fields of the inventory that are written in words. */
export type PersonTextField = keyof {
  [Field in keyof Person as string extends NonNullable<Person[Field]> ? Field : never]: true;
};

/** Those of them that are dates, as exactly as they are known. */
export const dates: readonly PersonTextField[] = ['death_date', 'met_on'];

/** The questions asked about everybody, in the order they are usually asked. */
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
