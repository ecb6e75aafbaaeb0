import { describe, expect, it } from 'vitest';
import { readDay, readTime, writeDay } from './typed';

describe('a typed day', () => {
  it.each([
    ['3/4/2026', '2026-04-03'],
    ['03.04.2026', '2026-04-03'],
    ['3-4-2026', '2026-04-03'],
    ['3 4 2026', '2026-04-03'],
    ['3 Apr 2026', '2026-04-03'],
    ['3 april 2026', '2026-04-03'],
    ['29/2/2028', '2028-02-29'],
    ['2026-04-03', '2026-04-03'],
    [' ', ''],
  ])('%s is %s: the day comes first', (typed, day) => {
    expect(readDay(typed)).toBe(day);
  });

  it.each(['31/2/2026', '29/2/2027', '4/13/2026', '3/4/26', '3/4', '3 Foo 2026', '20265-01-01', 'today'])(
    '%s is no day',
    (typed) => {
      expect(readDay(typed)).toBeNull();
    },
  );

  it('is written day first, and an empty one as nothing', () => {
    expect([writeDay('2026-04-03'), writeDay('')]).toEqual(['03/04/2026', '']);
  });
});

describe('a typed time', () => {
  it.each([
    ['14:30', '14:30'],
    ['9:05', '09:05'],
    ['9.05', '09:05'],
    ['0905', '09:05'],
    ['', ''],
  ])('%s is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it('of an hour alone becomes a full hour once the field is left', () => {
    expect([readTime('9'), readTime('9', true)]).toEqual([null, '09:00']);
  });

  it.each(['24:00', '12:60', '9:5', 'noon', '12:300'])('%s is no time', (typed) => {
    expect(readTime(typed, true)).toBeNull();
  });
});
