import { expect, test } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { calledIn, relationsOf } from './namesakes';
import { viewOf } from './view';

const course = sampleView();
const [first] = course.course.people ?? [];
const called = (...people: readonly Partial<typeof first>[]) =>
  people.map((person, index) => ({ ...first!, id: `p${index}`, label: 'Anna', relation: null, ...person }));
const relations = (people: ReturnType<typeof called>) => [...relationsOf(people).values()];

test('a person with a unique name gets no addition', () => {
  expect(relations(called({ relation: 'sister' }, { label: 'Ben', category: 'friend' }))).toEqual([
    'sister',
    null,
  ]);
});

test('namesakes are told apart by relation, else by category, else by number', () => {
  const annas = called(
    { relation: 'sister' },
    { label: ' anna ', category: 'friend' },
    { category: 'friend' },
    { category: 'other' },
    { category: 'other' },
  );
  expect(relations(annas)).toEqual(['sister', 'friend', 'friend 2', null, '2']);
});

test('in a list a namesake has their relation added', () => {
  const people = called({ relation: 'sister' }, { relation: 'boss' }, { label: 'Ben', relation: 'son' });
  expect([...calledIn(people).values()]).toEqual(['Anna (sister)', 'Anna (boss)', 'Ben']);
});

test('a version with one namesake names them as the whole map does', () => {
  const [one, other] = (course.course.people ?? []).slice(0, 2);
  const people = [one!, { ...other!, label: one!.label, relation: one!.relation ?? null }];
  const told = viewOf({
    ...course,
    course: { ...course.course, people },
    map: { ...course.map, positions: [{ person_id: other!.id, ring: 1, angle_deg: 0 }] },
  });
  expect(told.people[0]?.relation).toBe(`${one!.relation} 2`);
});
