import { expect, test } from 'vitest';
import { lastUsed } from '../lock/lastUsed';
import { asWritten, twoGroups } from './rehearsal';

test('two different groups are asked for, whatever is drawn', () => {
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

test('what is read from paper is forgiven its looks', () => {
  expect(asWritten(' q8zt '), 'case and spaces').toBe('Q8ZT');
  expect(asWritten('o4-wn'), 'o for 0, and a dash').toBe('04WN');
  expect(asWritten('jdIl'), 'i and l for 1').toBe('JD11');
});

test('the lock screen says when the vault was last used', () => {
  const now = new Date(2026, 1, 17, 10, 42);
  const at = (date: Date) => lastUsed(date.toISOString(), now);
  expect(at(new Date(2026, 1, 17, 8, 41)), 'the same day').toBe('last used today 08:41');
  expect(at(new Date(2026, 1, 16, 23, 5)), 'the day before').toBe('last used yesterday 23:05');
  expect(at(new Date(2026, 0, 2, 9, 0)), 'long ago').toBe('last used 2 January 2026');
  expect(lastUsed(null, now), 'never').toBeNull();
  expect(lastUsed('nonsense', now), 'not known').toBeNull();
});
