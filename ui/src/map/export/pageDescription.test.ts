import { expect, test } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { defaultDisplay, displayed } from '../model/display';
import { describePage } from './pageContent';
import { viewOf } from '../model/view';

const course = sampleView();
const [first] = course.course.map_snapshots ?? [];
const note = { id: 'n', text: 'Since the move', angle_deg: 0, distance: 0.5 };
const tie = { one: 'p01', other: 'p04', quality: 'strained' as const, words: 'do not speak' };
const drawn = first && { ...first, placed_notes: [note], ties: [tie] };
const view = displayed(viewOf(course, drawn), defaultDisplay);

test('the description of a page has everybody who is drawn on it', () => {
  const spoken = describePage([{ view, title: 'Then: session 3' }], 'Farida · session 3 of 16');
  expect(spoken).toContain('Farida · session 3 of 16');
  expect(spoken).toContain('Then: session 3');
  for (const { label } of view.people) expect(spoken).toContain(label);
  expect(spoken, 'the description has ties among others').toContain('strained, do not speak');
  expect(spoken, 'the description has notes and their places').toMatch(
    /Note: Since the move \(\w+, family, near \w+/u,
  );
});

test('the description has no names if initials are drawn', () => {
  const shy = displayed(viewOf(course, drawn), { ...defaultDisplay, naming: 'initials' });
  const spoken = describePage([{ view: shy, title: null }], '');
  for (const { label } of view.people) expect(spoken).not.toContain(label);
  expect(spoken, 'the description leaves out notes, which may hold any name').not.toContain('Since the move');
});

test('an empty page is described as empty', () => {
  const blank = { ...view, client: '', people: [], among: [] };
  expect(describePage([{ view: blank, title: null }], 'Name · date')).toContain('to fill in by hand');
});
