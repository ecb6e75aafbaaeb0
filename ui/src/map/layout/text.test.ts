import { describe, expect, it } from 'vitest';
import { initialOf, wrapped } from './text';

/** Every character is ten pixels wide. */
const measure = (text: string) => [...text].length * 10;

describe('a label', () => {
  it('stays on one line if it fits', () => {
    expect(wrapped('Leila', 60, 2, measure)).toEqual(['Leila']);
  });

  it('breaks between words, as evenly as can be', () => {
    expect(wrapped('Old Mr Hughes', 80, 2, measure)).toEqual(['Old Mr', 'Hughes']);
  });

  it('ends in an ellipsis when two lines are not enough, and is never wider than asked', () => {
    const lines = wrapped('The women from the allotment by the river', 120, 2, measure);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/u);
    expect(lines.every((line) => measure(line) <= 120)).toBe(true);
  });

  it('breaks a word of two hundred letters, and text without spaces', () => {
    expect(wrapped('x'.repeat(200), 100, 2, measure)).toEqual(['x'.repeat(10), `${'x'.repeat(9)}…`]);
    expect(wrapped('李小龙和他的朋友们', 50, 2, measure)).toEqual(['李小龙和他', '的朋友们']);
  });

  it('cuts a word instead of moving its last letter to the next line', () => {
    expect(wrapped('Occupational therapist', 110, 2, measure)).toEqual(['Occupation…', 'therapist']);
  });

  it('never cuts through an emoji or a letter with its marks', () => {
    const family = '👩‍👩‍👧';
    const [line = ''] = wrapped(family.repeat(5), 70, 1, measure);
    expect(line.replace('…', '').length % family.length, 'the line has only whole emoji').toBe(0);
  });

  it('treats line breaks and control characters as spaces', () => {
    expect(wrapped('Jo\n\u0000Kit', 100, 1, measure)).toEqual(['Jo Kit']);
  });

  it('is empty for an empty text', () => {
    expect(wrapped('  ', 100, 2, measure)).toEqual([]);
  });
});

describe('an initial', () => {
  it('is the first letter after other characters', () => {
    expect(initialOf('“leila”')).toBe('L');
    expect(initialOf('ليلى')).toBe('ل');
  });

  it('is the emoji of a name that is an emoji', () => {
    expect(initialOf('🦊')).toBe('🦊');
  });
});
