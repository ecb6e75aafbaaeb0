import { expect, test } from 'vitest';
import { matching, type SearchResult } from './results';
import { isWriting, pressed } from '../route/keys';

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
  expect(labels('mart'), 'Marta before Emma Martin').toEqual(['Marta K.', 'Emma Martin']);
});

test('every word must be found, in any order', () => {
  expect(labels('martin em'), 'both words').toEqual(['Emma Martin']);
  expect(labels('c-001'), 'codes count').toEqual(['Marta K.']);
  expect(labels('nobody'), 'nothing else').toEqual([]);
});

test('an empty search shows the first ones', () => {
  expect(matching(all, '  ', 2), 'as many as fit').toHaveLength(2);
});

test.each([
  [{ key: 'z', ctrlKey: true }, 'mod+z'],
  [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'mod+shift+z'],
  [{ key: 'K', metaKey: true }, 'mod+k'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: 'Escape' }, 'escape'],
])('%j is the key %s', (init, name) => {
  expect(pressed(new KeyboardEvent('keydown', init)), 'one name on every keyboard').toBe(name);
});

test('typing goes to the field', () => {
  const area = document.createElement('textarea');
  const radio = Object.assign(document.createElement('input'), { type: 'radio' });
  expect(isWriting(area), 'a text area').toBe(true);
  expect(isWriting(radio), 'a choice takes no letters').toBe(false);
  expect(isWriting(document.body), 'the page').toBe(false);
});
