import { describe, expect, it } from 'vitest';
import { matching } from './pickable';

const people = [
  { id: 'p1', label: 'Leila', more: 'daughter, 27' },
  { id: 'p2', label: 'José', more: 'neighbour' },
  { id: 'p3', label: 'Nasreen', more: 'sister of Leila' },
];

const names = (typed: string, chosen: string[] = []) =>
  matching(people, chosen, typed).map((one) => one.label);

describe('finding a person by typing', () => {
  it('puts names that begin with it first', () => {
    expect(names('lei'), 'a name that begins with the text comes before one that contains it').toEqual([
      'Leila',
      'Nasreen',
    ]);
  });

  it('ignores accents', () => {
    expect(names('jose'), 'a name is found without its accent').toEqual(['José']);
  });

  it('offers each person once', () => {
    expect(names('', ['p1', 'p3']), 'people who are chosen already are not offered').toEqual(['José']);
  });
});
