import { expect, it, vi } from 'vitest';
import { large, measure, people, rings, small } from '../test-support/crowd';
import { lastPaper, layoutOf, rememberPaper } from './remembered';

const wishes = { size: large, rings, measure };

it('a map looked at again is not laid out again', () => {
  const first = layoutOf(people(9, 1), wishes);
  expect(layoutOf(people(9, 1), wishes)).toBe(first);
});

it('a map of which anything is another is laid out anew', () => {
  const placed = people(9, 1);
  const first = layoutOf(placed, wishes);
  const others = [
    { ring: 2 },
    { angle: 12 },
    { label: 'Somebody else' },
    { relation: 'somebody' },
    { focus: !placed[0]!.focus },
    { wanted: 3 },
  ];
  for (const change of others) {
    const changed = placed.map((person, index) => (index === 0 ? { ...person, ...change } : person));
    expect(layoutOf(changed, wishes), JSON.stringify(change)).not.toBe(first);
  }
  expect(layoutOf(placed, { ...wishes, size: small }), 'other paper').not.toBe(first);
  expect(layoutOf(placed, { ...wishes, measure: (...asked) => measure(...asked) }), 'another face').not.toBe(
    first,
  );
});

it('no more is remembered than one person looks at in turn', () => {
  const first = layoutOf(people(9, 1), wishes);
  for (let seed = 2; seed < 12; seed += 1) layoutOf(people(2, seed), wishes);
  expect(layoutOf(people(9, 1), wishes)).not.toBe(first);
});

it('the paper of the last map is expected again, as long as the window is what it was', () => {
  expect(lastPaper(1), 'nothing was drawn yet').toBeNull();
  rememberPaper(large, 1);
  expect(lastPaper(1)).toEqual(large);
  expect(lastPaper(1.4), 'drawn larger it is another').toBeNull();
  vi.stubGlobal('innerWidth', window.innerWidth - 1);
  expect(lastPaper(1), 'in another window').toBeNull();
});
