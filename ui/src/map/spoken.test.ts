import { expect, test } from 'vitest';
import { people, rings } from '../test-support/crowd';
import { spokenNote } from './spoken';

const [leila] = people(1, 1).map((person) => ({
  ...person,
  label: 'Leila',
  relation: 'daughter',
  ring: 2,
  angle: 350,
  tie: 'unsaid' as const,
  flow: { toClient: false, toPerson: false },
  died: false,
}));
const said = (angle: number, distance: number) =>
  spokenNote(
    { id: 'n', text: 'Since the move', angle_deg: angle, distance },
    { people: [leila!, { ...leila!, label: 'Bela', angle: 60 }], rings },
  );

test('a note is said with where it lies and whom it is nearest to', () => {
  expect(said(0, 0.5)).toBe('Note: Since the move (close, family, near Leila, daughter)');
});

test('far from everybody only the place is said', () => {
  expect(said(200, 0.9)).toBe('Note: Since the move (distant, community)');
  expect(said(200, 3), 'beside the circles').toBe('Note: Since the move (outside, community)');
});
