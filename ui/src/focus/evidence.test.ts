import { describe, expect, it } from 'vitest';
import type { CourseView, Person } from '../backend';
import { emptyView, sampleView } from '../test-support/sampleCourse';
import { areas, evidenceFor, type Evidence } from './evidence';

type Area = (typeof areas)[number];

/** The sample case with changes to one person. */
function withPerson(id: string, change: Partial<Person>): CourseView {
  const view = sampleView();
  const people = view.course.people!.map((person) => (person.id === id ? { ...person, ...change } : person));
  return { ...view, course: { ...view.course, people } };
}

const texts = (area: Area) => evidenceFor(area, sampleView()).map((evidence) => evidence.text);
const of = (id: string, area: Area, view: CourseView = sampleView()): Evidence | undefined =>
  evidenceFor(area, view).find(({ person }) => person?.id === id);

describe('evidence for a focus area', () => {
  it('finds changes of role near the onset', () => {
    expect(texts('transition'), 'leaving school stands in the timeline').toContain(
      '2025: Last day at school, no farewell assembly',
    );
    expect(texts('transition').join(), 'a move long before the onset is no evidence').not.toContain(
      'First teaching post',
    );
  });

  it('finds strained ties for a dispute', () => {
    expect(of('p07', 'dispute'), 'the tie with Colin is tense').toMatchObject({
      person: { name: 'Colin (chair of governors)' },
      text: 'strained',
      more: ['The client expects: A proper goodbye', 'They expect: A quiet handover'],
    });
  });

  it('uses the present quality of a tie on the map', () => {
    const view = sampleView();
    const positions = [{ person_id: 'p02', ring: 1, angle_deg: 330, quality: 'conflict' as const }];
    const found = evidenceFor('dispute', { ...view, map: { ...view.map, positions } });
    expect(
      found.some(({ id }) => id === 'p02'),
      'Leila was supportive when the inventory was taken',
    ).toBe(true);
  });

  it('finds expectations that are not met where the tie is not tense', () => {
    expect(of('p05', 'dispute')?.text, 'her sister shares no care').toBe('mixed');
    expect(of('p02', 'dispute'), 'what is asked of somebody who supports is no dispute').toBeUndefined();
    const content = { unsatisfying: null, wanted_change: ' ' };
    expect(of('p05', 'dispute', withPerson('p05', content)), 'nothing is wanted').toBeUndefined();
  });

  it('shows events around the onset, with any person', () => {
    const words = 'Around the onset: 2025-09: more tense evenings once she was home all day';
    expect(of('p01', 'transition'), 'her husband, a mixed tie').toMatchObject({ more: [words], onset: true });
    const supportive = withPerson('p02', { change_around_onset: 'rings every day' });
    expect(of('p02', 'transition', supportive)?.more).toEqual(['Around the onset: rings every day']);
    expect(of('p03', 'transition'), 'nothing changed with Sami').toBeUndefined();
  });

  it('counts a death for grief and a lost role for transition', () => {
    expect(of('p08', 'transition'), 'the staff choir').toMatchObject({ text: 'lost' });
    expect(of('p08', 'grief'), 'nobody died').toBeUndefined();
    const died = (death_date: string) =>
      of('p08', 'grief', withPerson('p08', { alive: 'deceased', death_date, change_around_onset: null }));
    expect(died('2025-spring')).toMatchObject({ text: 'died in spring 2025', onset: true });
    expect(died('2024'), 'perhaps in the year before').toMatchObject({ onset: true });
    expect(died('2023-12-24'), 'long before').toMatchObject({ onset: false });
    expect(died('2026-02'), 'after it').toMatchObject({ onset: false });
  });

  it('finds people who are wanted closer than they are now, and few ties', () => {
    expect(of('p09', 'sensitivities')?.text, 'Padma, a friend').toBe('felt close, wanted core');
    const view = sampleView();
    const positions = [{ person_id: 'p09', ring: 1, angle_deg: 0, quality: 'supportive' as const }];
    expect(
      of('p09', 'sensitivities', { ...view, map: { ...view.map, positions } }),
      'nearer now',
    ).toBeUndefined();

    const count = (people: readonly Person[]) =>
      evidenceFor('sensitivities', { ...view, course: { ...view.course, people: [...people] } }).map(
        ({ text }) => text,
      );
    const all = view.course.people!;
    expect(count(all.slice(0, 4)), 'they are few').toContain('4 people in the inventory');
    expect(count(all.slice(0, 5)).join(), 'and now they are not').not.toContain('in the inventory');
  });

  it('says nothing for sensitivities before the inventory was taken', () => {
    const view = sampleView();
    const tasks = view.tasks.map((task) =>
      task.id === 'init.inventory' ? { ...task, state: 'not_started' as const } : task,
    );
    const one = { ...view.course, people: view.course.people!.slice(0, 1) };
    expect(evidenceFor('sensitivities', { ...view, course: one, tasks }), 'only one was entered yet').toEqual(
      [],
    );
    expect(
      evidenceFor('sensitivities', { ...view, course: one }).map(({ text }) => text),
      'and now nobody else is close',
    ).toContain('One person in the inventory');
  });

  it('lists evidence connected with the onset first', () => {
    const found = evidenceFor('dispute', sampleView());
    const flags = found.map((evidence) => evidence.onset);
    expect(flags, 'onset first').toEqual(flags.toSorted((one, other) => Number(other) - Number(one)));
  });

  it.each(areas)('finds nothing for %s in an empty record', (area) => {
    expect(evidenceFor(area, emptyView()), 'nothing is made up').toEqual([]);
  });
});
