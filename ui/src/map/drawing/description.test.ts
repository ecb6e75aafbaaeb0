import { expect, test } from 'vitest';
import { people, rings } from '../../test-support/crowd';
import { sampleView } from '../../test-support/sampleCourse';
import { describeNote, describePerson } from './description';
import { viewOf } from '../model/view';

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
const described = (angle: number, distance: number) =>
  describeNote(
    { id: 'n', text: 'Since the move', angle_deg: angle, distance },
    { people: [leila!, { ...leila!, label: 'Bela', angle: 60 }], rings },
  );

test('a note is described with its place and the nearest person', () => {
  expect(described(0, 0.5)).toBe('Note: Since the move (close, family, near Leila, daughter)');
});

test('a note far from everybody is described with its place only', () => {
  expect(described(200, 0.9)).toBe('Note: Since the move (distant, community)');
  expect(described(200, 3), 'the note is described as outside and in the community').toBe(
    'Note: Since the move (outside, community)',
  );
});

test('a person is described with everything that is drawn of them', () => {
  const course = sampleView();
  const told = (change: object) => {
    const home = course.course.people!.map((person) =>
      ['p01', 'p02'].includes(person.id)
        ? { ...person, context: 'household' as const, ...(person.id === 'p02' ? change : {}) }
        : person,
    );
    const view = viewOf({
      ...course,
      course: { ...course.course, people: home },
      map: course.course.map_snapshots![0]!,
    });
    return describePerson(
      view.people.find(({ id }) => id === 'p02')!,
      view,
    );
  };
  expect(told({ closeness_wanted: 3, focus_person: true })).toBe(
    'Leila, daughter, 27, core, supportive, gives and receives, in the focus, wished: matter, lives with the client',
  );
  expect(told({ label: 'Rex', relation: 'dog', category: 'pet' })).toBe(
    'Rex, dog, pet, core, supportive, gives and receives, lives with the client',
  );
  expect(
    told({ label: 'Rex', relation: 'pet', category: 'pet' }),
    'a relation that equals the category is said once',
  ).toMatch(/^Rex, pet, core/u);
  expect(
    told({ context: 'family' }),
    'a person of the family is not said to live with the client',
  ).not.toContain('lives with');
});
