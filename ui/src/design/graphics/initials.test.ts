import { expect, test } from 'vitest';
import { initials } from './initials';

test.each([
  ['Farida R.', 'FR'],
  ['mother', 'M'],
  ['Leila, daughter', 'LD'],
  ['  ', ''],
  ['李小龍', '李'],
  ['🙂 Ann', 'A'],
  ['C-001', 'C'],
  [' 👵', '👵'],
])('%j gives %j', (name, letters) => {
  expect(initials(name), 'initials have at most two letters').toBe(letters);
});
