import { describe, expect, it } from 'vitest';
import type { CourseView, Person } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { draw } from '../drawing/drawing';
import { filtered } from './filter';
import { layOut } from '../layout/layout';
import { estimated } from '../layout/text';
import { kept, qualityIn, viewOf, type MapView } from './view';

const course = sampleView();
const [baseline] = course.course.map_snapshots!;
const now = { ...course, map: { ring_scheme: baseline!.ring_scheme, positions: baseline!.positions } };

/** The course with other words about Mrs Rahmani, and its baseline of 27 January 2026. */
function about(change: Partial<Person>) {
  const people = course.course.people!.map((it) => (it.id === 'p04' ? { ...it, ...change } : it));
  return { ...now, course: { ...course.course, people } };
}
const mother = (view: MapView) => view.people.find(({ id }) => id === 'p04')!;

it('a version without qualities uses those of the inventory', () => {
  const silent = baseline!.positions.map((position) => ({ ...position, quality: null }));
  const tieOn = (positions: typeof now.map.positions) =>
    mother(viewOf(about({ quality: 'strained' }), { ...baseline!, positions })).tie;
  expect(tieOn(silent)).toBe('strained');
  const working = { ...about({ quality: 'strained' }), map: { ...now.map, positions: silent } };
  expect(mother(viewOf(working)).tie, 'the map of today can leave a tie unsaid').toBe('unsaid');
  const [first, ...rest] = silent;
  expect(
    tieOn([{ ...first!, quality: 'mixed' as never }, ...rest]),
    'a version that keeps qualities leaves this tie unsaid',
  ).toBe('unsaid');
});

describe('a version of the map', () => {
  it.each([
    ['2026-02-11', false],
    ['2026-02', false],
    ['2026-Q2', false],
    ['2026-spring', false],
    ['2027', false],
    ['2026-01-27', true],
    ['2026-01', true],
    ['2026', true],
    ['2019-winter', true],
    ['long ago', true],
  ])('of 27 January 2026 crosses out a person who died on %s: %s', (death_date, crossed) => {
    const view = about({ alive: 'deceased', death_date });
    expect(mother(viewOf(view, baseline)).died).toBe(crossed);
    expect(mother(viewOf(view)).died, 'the map of today crosses her out').toBe(true);
  });

  it('crosses out neither the living nor people with an unknown date of death', () => {
    expect(mother(viewOf(about({ alive: 'alive', death_date: '2019' }), baseline)).died).toBe(false);
    expect(mother(viewOf(about({ alive: 'deceased', death_date: null }), baseline)).died).toBe(true);
  });

  it('shows nothing that is known only as of today', () => {
    const view = about({ context: 'household', focus_person: true, closeness_wanted: 1, reciprocity: 2 });
    const looks = (shown: MapView) => {
      const layout = layOut(shown.people, {
        size: { width: 850, height: 600 },
        rings: shown.rings,
        measure: estimated,
      });
      const { under, ghosts, people } = draw(shown, layout, estimated);
      const shapes = [...under, ...ghosts.flatMap(({ shapes }) => shapes)];
      const all = [...shapes, ...people.flatMap(({ tie, node }) => [...tie, ...node])];
      return new Set(all.map(({ style }) => style.split(' ')[0]));
    };
    const ofToday = ['household', 'ghost', 'head', 'focus'];
    for (const style of ofToday) {
      expect(looks(viewOf(view)), style).toContain(style);
      expect(looks(viewOf(view, baseline)), style).not.toContain(style);
      expect(looks(kept(viewOf(view))), `then and now leaves out ${style}`).not.toContain(style);
    }
  });

  it('is filtered by the focus of today', () => {
    const shown = filtered(viewOf(now, baseline), 'focus').people.map(({ id }) => id);
    expect(shown).toEqual(['p01', 'p04']);
  });
});

it('a person in the tray keeps the last quality of their tie', () => {
  const waiting = [{ person_id: 'p04', quality: 'conflict' as const }];
  const told = about({ quality: 'strained' });
  const qualityNow = (map: CourseView['map']) => qualityIn(viewOf({ ...told, map }), 'p04');
  const positions = now.map.positions.filter(({ person_id }) => person_id !== 'p04');
  expect(qualityNow({ ...now.map, positions, waiting })).toBe('conflict');
  expect(
    qualityNow({ ...now.map, positions, waiting: null }),
    'a tie that was never drawn has the quality of the inventory',
  ).toBe('strained');
});
