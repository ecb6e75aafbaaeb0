import { fullDay, words } from '../../words';
import { readDay, readTime, writeDay } from '../../words/typed';

interface Bounds {
  readonly min?: string | number | null;
  readonly max?: string | number | null;
}

/** How a field reads and shows a value that is typed in one form and kept in another. */
interface TypedValue {
  readonly placeholder: string;
  readonly show: (kept: string) => string;
  /** The value to keep; null while the text is none. `left`: nothing more is typed. */
  readonly read: (text: string, left: boolean) => string | null;
  /** Why a text is no value, or one out of bounds; null when it is a good one. */
  readonly refuse: (text: string, bounds: Bounds) => string | null;
}

/** The first and the last day that the program takes. A field may have narrower bounds. */
export const dayRange = { min: '1900-01-01', max: '9999-12-31' };

const day: TypedValue = {
  placeholder: words.design.dayPlaceholder,
  show: writeDay,
  read: readDay,
  refuse(text, { min, max }) {
    const typed = readDay(text);
    if (typed === null) return words.design.noDay;
    if (typed === '') return null;
    const [first, last] = [String(min || dayRange.min), String(max || dayRange.max)];
    if (typed < first) return words.design.dayFrom(fullDay(first));
    return typed > last ? words.design.dayUntil(fullDay(last)) : null;
  },
};

const time: TypedValue = {
  placeholder: words.design.timePlaceholder,
  show: (kept) => kept.slice(0, 5),
  read: readTime,
  refuse: (text) => (readTime(text, true) === null ? words.design.noTime : null),
};

/**
 * The web view's own fields for days and times show today and half past twelve where nothing is chosen, in the order of
 * the system: these are texts instead, day first, and empty while nothing is said.
 */
export const typedValues: Partial<Record<string, TypedValue>> = { date: day, time };
