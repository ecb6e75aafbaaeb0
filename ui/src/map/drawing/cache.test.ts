import { expect, it } from 'vitest';
import { large, measure, people, rings, small } from '../../test-support/crowd';
import { sampleView } from '../../test-support/sampleCourse';
import { cachedDrawing, cachedLayout } from './cache';
import { viewOf, type MapView } from '../model/view';

const wishes = { size: large, rings, measure };

it('a map opened again is not laid out again', () => {
  const first = cachedLayout(people(9, 1), wishes);
  expect(cachedLayout(people(9, 1), wishes)).toBe(first);
});

it('any change of a map lays it out anew', () => {
  const placed = people(9, 1);
  const first = cachedLayout(placed, wishes);
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
    expect(cachedLayout(changed, wishes), JSON.stringify(change)).not.toBe(first);
  }
  expect(
    cachedLayout(placed, { ...wishes, size: small }),
    'another size of paper needs a new layout',
  ).not.toBe(first);
  expect(
    cachedLayout(placed, { ...wishes, measure: (...asked) => measure(...asked) }),
    'another typeface needs a new layout',
  ).not.toBe(first);
});

it('the cache keeps only the last few maps', () => {
  const first = cachedLayout(people(9, 1), wishes);
  for (let seed = 2; seed < 12; seed += 1) cachedLayout(people(2, seed), wishes);
  expect(cachedLayout(people(9, 1), wishes)).not.toBe(first);
});

it('a drawing is cached with its layout, and drawn anew after any change', () => {
  const sample = sampleView();
  const map = sample.course.map_snapshots?.at(-1);
  const style = () => viewOf({ ...sample, map: map ?? sample.map });
  const view = style();
  const layout = cachedLayout(view.people, { ...wishes, rings: view.rings });
  const [first, ...rest] = view.people;
  const [one, other] = rest.map(({ id }) => id);
  if (!first || !one || !other) throw new Error('the sample map has people');
  const drawn = cachedDrawing(view, layout, measure);
  expect(cachedDrawing(style(), layout, measure), 'an unchanged map has the same drawing').toBe(drawn);
  const someone = (change: Partial<typeof first>) => ({ people: [{ ...first, ...change }, ...rest] });
  const { person } = first;
  const others: Partial<MapView>[] = [
    someone({ tie: first.tie === 'lost' ? 'mixed' : 'lost' }),
    someone({ flow: { toClient: !first.flow.toClient, toPerson: first.flow.toPerson } }),
    someone({ shape: 'pet' }),
    someone({ died: !first.died }),
    someone({ person: { ...person, context: person.context === 'household' ? 'work' : 'household' } }),
    { people: rest },
    { client: 'Somebody else' },
    { households: !view.households },
    { between: [...view.between, { one, other, tie: 'strained', words: null }] },
    { among: [...view.among, { one, other, times: 1 }] },
    { notes: [...view.notes, { id: 'n', text: 'A note', angle_deg: 20, distance: 0.5 }] },
  ];
  for (const change of others) {
    const changed = cachedDrawing({ ...view, ...change }, layout, measure);
    expect(changed, Object.keys(change).join()).not.toBe(drawn);
    expect(cachedDrawing(view, layout, measure), 'the first map has an equal drawing again').toEqual(drawn);
  }
  const face: typeof measure = (...asked) => measure(...asked);
  expect(cachedDrawing(view, layout, face), 'another typeface needs a new drawing').not.toBe(
    cachedDrawing(view, layout, measure),
  );
});
