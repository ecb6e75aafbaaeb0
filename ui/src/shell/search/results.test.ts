import { expect, test } from 'vitest';
import { matching, type SearchResult } from './results';

const line = (label: string, aside?: string): SearchResult => ({
  id: label,
  group: 'clients',
  label,
  aside,
  run: () => undefined,
});
const all = [line('Zoë Łukasz', 'C-002'), line('Marta K.', 'C-001'), line('Emma Martin', 'C-010')];
const labels = (typed: string) => matching(all, typed, 10).map((found) => found.label);

test('names are found without accents and in any case', () => {
  expect(labels('zoe'), 'ë is found by e').toEqual(['Zoë Łukasz']);
});

test('names that begin with the text come before names that contain it', () => {
  expect(labels('mart'), 'Marta comes before Emma Martin').toEqual(['Marta K.', 'Emma Martin']);
});

test('every word must be found, in any order', () => {
  expect(labels('martin em'), 'both words are found').toEqual(['Emma Martin']);
  expect(labels('c-001'), 'the code is found').toEqual(['Marta K.']);
  expect(labels('nobody'), 'a name that nobody has finds nothing').toEqual([]);
});

test('an empty search shows the first ones', () => {
  expect(matching(all, '  ', 2), 'the list has as many as fit').toHaveLength(2);
});
