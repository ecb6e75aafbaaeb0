import type { CourseView, CoveredFlag, RiskFlag } from '../backend';

/** A risk entry while it is written. */
export interface Entry {
  text: string;
  date: string;
  time: string;
  /** Earlier versions of Kith stored whether a box was ticked: not ticked said nothing. */
  asked: 'yes' | 'no' | '' | boolean;
  /** Whether to ask again on a day, or to close the thread; empty where nobody said. Absent in earlier versions. */
  next?: 'check' | 'close' | '';
  checkOn?: string;
  /** The flags that it answers, each with the answer for which the entry was written. */
  covers: readonly CoveredFlag[];
}

export const emptyEntry = (date: string, covers: readonly CoveredFlag[] = [], text = ''): Entry => ({
  text,
  date,
  time: '',
  asked: '',
  covers,
});

/** Whether suicide and self-harm were asked about; null where nobody said. */
export const askedOf = ({ asked }: Entry): boolean | null =>
  asked === 'yes' || asked === true ? true : asked === 'no' ? false : null;

/** Whether an entry answers a flag: it names that measure, and was written for its present answer. */
export const answersFlag = (entry: Entry, flag: RiskFlag): boolean =>
  entry.covers.some((covered) => covered.measure === flag.measure && covered.item9 === flag.item9);

/** The flags that are still to be answered, by date. */
export const openFlags = (view: CourseView): RiskFlag[] => view.flags.filter((flag) => flag.open);

/** The key under which an entry for a day to ask again is stored while it is written. */
export const checkKey = (course: string): string => `course/${course}/risk-check`;

/**
 * Of stored keys those of entries that no page shows any more: their flag is gone or answered, or no day to ask again
 * is named.
 */
export function unreachable(view: CourseView, stored: readonly string[]): string[] {
  const shown = new Set(openFlags(view).map((flag) => flagKey(view.id, flag)));
  if (view.risk_thread.check_on !== null) shown.add(checkKey(view.id));
  const ofRisk = new RegExp(`^course/${view.id}/(slot/[^/]+/risk-flag|measure/[^/]+/risk|risk-check)$`, 'u');
  return stored.filter((key) => ofRisk.test(key) && !shown.has(key));
}

/** The key under which an entry about a flag is stored while it is written, the same on every page. */
export const flagKey = (
  course: string,
  flag: Pick<RiskFlag, 'slot' | 'measure' | 'shares_session'>,
): string =>
  flag.slot === null || flag.shares_session
    ? `course/${course}/measure/${flag.measure}/risk`
    : `course/${course}/slot/${flag.slot}/risk-flag`;
