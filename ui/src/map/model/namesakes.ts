import type { Person } from '../../backend';
import { words } from '../../words';

/** Names that differ only in spaces and case count as the same. */
const read = (text: string) => text.replace(/\s+/gu, ' ').trim().toLocaleLowerCase();

/** Numbers the second, third … of texts that read the same. */
export function numbered(texts: readonly string[]): string[] {
  const count = new Map<string, number>();
  return texts.map((text) => {
    const number = (count.get(read(text)) ?? 0) + 1;
    count.set(read(text), number);
    return number === 1 ? text : `${text} ${number}`.trim();
  });
}

/**
 * The text that tells each person from namesakes: the relation or, without one, the category; with a number if that is
 * the same as well.
 */
export function relationsOf(people: readonly Person[]): ReadonlyMap<string, string | null> {
  const called = new Map<string, Person[]>();
  for (const person of people) {
    const name = read(person.label);
    called.set(name, [...(called.get(name) ?? []), person]);
  }
  const relations = [...called.values()].flatMap((same) => {
    if (same.length === 1) return same.map(({ id, relation }) => [id, relation ?? null] as const);
    const told = numbered(same.map((person) => person.relation?.trim() || kindOf(person)));
    return same.map(({ id }, index) => [id, told[index] || null] as const);
  });
  return new Map(relations);
}

function kindOf({ category }: Person): string {
  return category === 'other' ? '' : words.map.categories[category];
}

/** The name of each person in a list; namesakes have their relation added. */
export function calledIn(people: readonly Person[]): ReadonlyMap<string, string> {
  const relations = relationsOf(people);
  const names = people.map(({ label }) => read(label));
  return new Map(
    people.map(({ id, label }, index) => {
      const shared = names.filter((name) => name === names[index]).length > 1;
      return [id, shared ? words.map.told(label, relations.get(id) ?? '') : label];
    }),
  );
}

const wordsOf = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Text in a script with spaces between words. In other scripts a name is not separated from its neighbours. */
const standsAlone = /^[\p{Script=Latin}\p{N}]+$/u;

/** Finds any word of these names in a text, also as "Tom's" and "Toms". */
export function namesIn(names: readonly string[]): (text: string) => boolean {
  const nameWords = new Set(names.flatMap(wordsOf));
  const within = [...nameWords].filter((word) => !standsAlone.test(word));
  return (text) =>
    wordsOf(text).some(
      (word) =>
        nameWords.has(word) ||
        nameWords.has(word.replace(/s$/u, '')) ||
        within.some((name) => word.includes(name)),
    );
}
