import { describe, expect, it } from 'vitest';
import { personForKey, inReadingOrder, placeForKey } from './keyboard';
import { defaultScheme, ringsOf } from '../../rings/scheme';

const rings = ringsOf(defaultScheme);

describe('arrow keys', () => {
  it('turn a person around the ring', () => {
    const here = { ring: 2, angle: 2 };
    expect(placeForKey('ArrowRight', here, rings)).toEqual({ ring: 2, angle: 7 });
    expect(placeForKey('ArrowLeft', here, rings), 'Left at the top moves the person past 0 degrees').toEqual({
      ring: 2,
      angle: 357,
    });
    expect(placeForKey('ArrowRight', here, rings, true), 'Shift moves the person farther').toEqual({
      ring: 2,
      angle: 17,
    });
  });

  it('move a person ring by ring, up towards the centre, and no farther than there are rings', () => {
    expect(placeForKey('ArrowUp', { ring: 2, angle: 90 }, rings)).toEqual({ ring: 1, angle: 90 });
    expect(placeForKey('ArrowUp', { ring: 1, angle: 90 }, rings)).toEqual({ ring: 1, angle: 90 });
    expect(
      placeForKey('ArrowDown', { ring: 4, angle: 90 }, rings),
      'Down moves the person to the outermost ring',
    ).toEqual({
      ring: 5,
      angle: 90,
    });
    expect(placeForKey('ArrowDown', { ring: 5, angle: 90 }, rings)).toEqual({ ring: 5, angle: 90 });
  });

  it('ignore other keys', () => {
    expect(placeForKey('Enter', { ring: 1, angle: 0 }, rings)).toBeUndefined();
  });
});

describe('moving the focus from person to person', () => {
  const people = [
    { id: 'c', label: 'Colin', ring: 4, angle: 20 },
    { id: 'l', label: 'Leila', ring: 1, angle: 330 },
    { id: 'g', label: 'Gareth', ring: 1, angle: 270 },
    { id: 'n', label: 'Nasreen', ring: 3, angle: 21 },
  ];

  it('goes ring by ring and clockwise', () => {
    expect(inReadingOrder(people).map(({ label }) => label)).toEqual(['Gareth', 'Leila', 'Nasreen', 'Colin']);
  });

  it('goes forwards, backwards and past the ends', () => {
    expect(personForKey('PageDown', 'l', people)?.id).toBe('n');
    expect(personForKey('PageDown', 'c', people)?.id, 'the first person follows the last').toBe('g');
    expect(personForKey('PageUp', 'g', people)?.id, 'the last person precedes the first').toBe('c');
    expect(personForKey('Home', 'n', people)?.id).toBe('g');
    expect(personForKey('End', null, people)?.id).toBe('c');
  });

  it('goes nowhere on an empty map', () => {
    expect(personForKey('PageDown', null, [])).toBeUndefined();
  });
});
