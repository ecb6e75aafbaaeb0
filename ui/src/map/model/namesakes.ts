import type { Person } from '../../backend';
import { words } from '../../words';

/** However a name was typed, it is read the same. */
const read = (text: string) => text.replace(/\s+/gu, ' ').trim().toLocaleLowerCase();

/** The texts, of which the second, third … of those that read the same are numbered. */
export function numbered(texts: readonly string[]): string[] {
  const count = new Map<string, number>();
  return texts.map((text) => {
    const number = (count.get(read(text)) ?? 0) + 1;
    count.set(read(text), number);
    return number === 1 ? text : `${text} ${number}`.trim();
  });
}

/**
 * What tells everybody from whoever has the same name: the relation, where nobody wrote one what they are, and a
 * number where that is the same as well.
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

/** What everybody is called in a list: namesakes by name and relation. */
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

/** Written with spaces around it; elsewhere a name has its neighbours grown on to it. */
const standsAlone = /^[\p{Script=Latin}\p{N}]+$/u;

/** Finds any word of these names in a text, as "Tom's" and "Toms" as well. */
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
