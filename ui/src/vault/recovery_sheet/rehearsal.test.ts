import { expect, test } from 'vitest';
import { asWritten, twoGroups } from './rehearsal';

test('two different groups are asked for, for all random numbers', () => {
  const draws = [0, 0.3, 0.5, 0.7, 0.999];
  for (const first of draws) {
    for (const second of draws) {
      const drawn = [first, second];
      const [a, b] = twoGroups(8, () => drawn.shift() ?? 0);
      expect(a, 'in order, and never the same').toBeLessThan(b);
      expect(b, 'within the sheet').toBeLessThan(8);
    }
  }
});

test('case, spaces and letters that look alike are accepted', () => {
  expect(asWritten(' q8zt '), 'case and spaces').toBe('Q8ZT');
  expect(asWritten('o4-wn'), 'o for 0, and a dash').toBe('04WN');
  expect(asWritten('jdIl'), 'i and l for 1').toBe('JD11');
});
