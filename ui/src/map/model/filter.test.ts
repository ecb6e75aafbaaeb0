import { expect, test } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { draw } from '../drawing/drawing';
import { filtered } from './filter';
import { layOut } from '../layout/layout';
import { estimated } from '../layout/text';
import { viewOf } from './view';

const course = sampleView();
const newest = course.course.map_snapshots!.at(-1)!;
const tie = (one: string, other: string, words: string) => ({
  one,
  other,
  quality: 'strained' as const,
  words,
});
// Leila and Mrs Rahmani are family; Deborah and Colin are not.
const ties = [tie('p02', 'p04', 'close'), tie('p06', 'p07', 'feud'), tie('p02', 'p06', 'met once')];
const pairs = ties.map(({ one, other }) => ({ one, other, times: 1 }));

test('a filtered map draws no ties and words between hidden people', () => {
  const told = pairs.map((pair) => ({ ...pair, other: pair.other === 'p04' ? 'p03' : pair.other }));
  const view = { ...viewOf(course, { ...newest, ties }), among: told };
  const layout = layOut(view.people, {
    size: { width: 850, height: 600 },
    rings: view.rings,
    measure: estimated,
  });
  const { under, words, people } = draw(
    { ...filtered(view, 'family'), households: false },
    layout,
    estimated,
  );
  expect(people.map(({ id }) => id)).not.toContain('p06');
  expect(under.map(({ style }) => style)).toEqual(['together', 'tie strained']);
  expect(words.map((shape) => 'text' in shape && shape.text)).toEqual(['close']);
});

test('a map without a filter draws all ties and words', () => {
  const view = { ...viewOf(course, { ...newest, ties }), among: pairs };
  expect(filtered(view, 'all')).toEqual(view);
});
