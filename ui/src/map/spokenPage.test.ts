import { expect, test } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import { everything, seen } from './seen';
import { spokenPage } from './spokenPage';
import { viewOf } from './view';

const course = sampleView();
const [first] = course.course.map_snapshots ?? [];
const view = seen(viewOf(course, first), everything);

test('a page says everybody who is drawn on it', () => {
  const spoken = spokenPage([{ view, title: 'Then: session 3' }], 'Farida · session 3 of 16');
  expect(spoken).toContain('Farida · session 3 of 16');
  expect(spoken).toContain('Then: session 3');
  for (const { label } of view.people) expect(spoken).toContain(label);
});

test('and nobody by name where first letters are drawn', () => {
  const shy = seen(viewOf(course, first), { ...everything, naming: 'initials' });
  const spoken = spokenPage([{ view: shy, title: null }], '');
  for (const { label } of view.people) expect(spoken).not.toContain(label);
});

test('an empty page is one', () => {
  const blank = { ...view, client: '', people: [], among: [] };
  expect(spokenPage([{ view: blank, title: null }], 'Name · date')).toContain('to fill in by hand');
});
