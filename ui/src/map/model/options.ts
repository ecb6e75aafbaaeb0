import { words } from '../../words';
import type { Ring } from '../../rings/scheme';

interface Option<T> {
  readonly value: T;
  readonly label: string;
}

/** The values of an enum of the record with their words, in the order in which the words are listed. */
export function optionsOf<T extends string>(names: Readonly<Record<T, string>>): Option<T>[] {
  return (Object.keys(names) as T[]).map((value) => ({ value, label: names[value] }));
}

export function ringOptions(rings: readonly Ring[]): Option<number>[] {
  return rings.map(({ ring, name }) => ({ value: ring, label: words.map.ring(name) }));
}

/** The same for a select, whose values are strings. */
export function ringChoices(rings: readonly Ring[]): Option<string>[] {
  return ringOptions(rings).map(({ value, label }) => ({ value: String(value), label }));
}

export const qualityOptions = optionsOf(words.map.qualities).filter(
  (option): option is Option<Exclude<typeof option.value, 'unsaid'>> => option.value !== 'unsaid',
);
