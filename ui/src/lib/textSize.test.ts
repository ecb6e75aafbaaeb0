import { expect, test } from 'vitest';
import { textSizeForKey } from './textSize';

test.each([
  ['mod++', 100, 110],
  ['mod+=', 100, 110],
  ['mod+-', 100, 90],
  ['mod+0', 175, 100],
  ['mod++', 200, 200],
  ['mod+-', 90, 90],
  ['mod++', 120, 125],
])('%s at %d asks for %d percent', (name, size, asked) => {
  expect(textSizeForKey(name, size)).toBe(asked);
});

test('a plus, a minus or a nought alone asks for no size', () => {
  expect(['+', '-', '0', 'other+0', 'mod+1'].map((name) => textSizeForKey(name, 100))).toEqual(
    Array(5).fill(null),
  );
});
