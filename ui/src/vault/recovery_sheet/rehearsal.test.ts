import { expect, test } from 'vitest';
import { asWritten, twoGroups } from './rehearsal';

test('two different groups are asked for, for all random numbers', () => {
  const draws = [0, 0.3, 0.5, 0.7, 0.999];
  for (const first of draws) {
    for (const second of draws) {
      const drawn = [first, second];
      const [a, b] = twoGroups(8, () => drawn.shift() ?? 0);
      expect(a, 'the groups are in order and differ').toBeLessThan(b);
      expect(b, 'the groups are on the sheet').toBeLessThan(8);
    }
  }
});

test('case, spaces and letters that look alike are accepted', () => {
  expect(asWritten(' q8zt '), 'case and spaces do not matter').toBe('Q8ZT');
  expect(asWritten('o4-wn'), 'o counts as 0, and a dash does not matter').toBe('04WN');
  expect(asWritten('jdIl'), 'i and l count as 1').toBe('JD11');
});
