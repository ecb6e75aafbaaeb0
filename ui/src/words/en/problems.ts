import type { FileProblem } from '../../backend/backend';

type Words = { [P in FileProblem as P['code']]: string | ((problem: P) => string) };

const sentences: Words = {
  too_large: ({ limit_mb }) => `It is larger than ${limit_mb} MB.`,
  not_json: ({ line, column }) => `It is not JSON: line ${line}, column ${column}.`,
  too_deep: ({ limit }) => `It is nested deeper than ${limit} levels.`,
  duplicate_key: 'A key stands there twice.',
  not_exact: ({ line }) => `A number in line ${line} has more digits than can be kept.`,
  newer_version: ({ reads }) => `It was written by a newer Kith; this one reads version ${reads}.`,
  unknown_key: 'The format has no such key.',
  missing_key: 'A key is missing.',
  wrong_type: ({ expected }) => `Something else is expected here: ${expected}.`,
  unknown_value: 'The format has no such value.',
  out_of_range: ({ min, max }) => {
    if (min !== null && max !== null) return `The number is not between ${min} and ${max}.`;
    return 'The number is out of range.';
  },
  blank: 'Nothing is written here.',
  too_long: ({ most }) => `The text is longer than ${most} characters.`,
  wrong_length: ({ expected }) => `There must be ${expected}.`,
  no_such_date: 'This is no day of the calendar.',
  no_such_time: 'This is no time of day.',
  no_instant: 'This is no moment in UTC.',
  out_of_order: 'It comes before something that has to be earlier.',
  same_time: 'Two sessions are at the same time.',
  duplicate: 'It stands there twice.',
  not_found: 'It points at something that is not in the file.',
  differs: ({ computed }) =>
    computed === null
      ? 'It differs from what is computed.'
      : `It differs from what is computed: ${computed}.`,
  not_of_this_measure: 'It does not belong to this measure.',
  phase_goes_back: 'The phase goes back.',
  not_held: 'The session was not held.',
};

/** The fault in a course file that was refused. */
export function problems(problem: FileProblem): string {
  const words = sentences[problem.code] as string | ((problem: FileProblem) => string);
  return typeof words === 'function' ? words(problem) : words;
}
