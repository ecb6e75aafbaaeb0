import { describe, expect, it } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { asItStands, pairOf } from '../model/versionPair';
import { pageContent, type PageRequest } from './pageContent';
import { defaultDisplay } from '../model/display';
import { pageOf } from './page';
import { svgOf } from './svg';
import { estimated } from '../layout/text';

const sample = sampleView();
const [baseline, , newest] = sample.course.map_snapshots!;
const course = { ...sample, map: newest! };
const wished: PageRequest = {
  what: 'now',
  version: null,
  ...pairOf(course, { then: null, now: null }),
  filter: 'all',
  wish: defaultDisplay,
  today: '2026-06-01',
};
const page = (printing: Partial<PageRequest>) => pageContent(course, { ...wished, ...printing });
const drawn = (printing: Partial<PageRequest>) =>
  svgOf(
    pageOf(page(printing).maps, '', { page: 'a4', orientation: 'landscape', legend: true }, estimated),
    '',
    estimated,
  );

describe('the map on screen', () => {
  it('leaves out people whom the filter hides, and counts them', () => {
    const family = drawn({ filter: 'family' });
    expect(family).toContain('Leila');
    for (const hidden of ['Deborah', 'Padma', 'Colin']) expect(family).not.toContain(hidden);
    const { leftOut, maps } = page({ filter: 'family' });
    expect(leftOut + maps[0]!.view.people.length).toBe(page({}).maps[0]!.view.people.length);
    expect(leftOut).toBeGreaterThan(0);
    expect(page({}).leftOut).toBe(0);
  });

  it('has the present session and phase in its heading', () => {
    expect(page({}).about).toBe('Farida · session 16 of 16 · concluded · 1 June 2026');
  });

  it('of a version has its session, day and phase in its heading', () => {
    expect(page({ version: baseline!.id }).about).toBe(
      'Farida · session 3 · 27 January 2026 · initial phase · printed 1 June 2026',
    );
    const unpinned = { ...course.course, map_snapshots: [{ ...newest!, session_number: null }] };
    expect(pageContent({ ...course, course: unpinned }, { ...wished, version: newest!.id }).about).toBe(
      'Farida · ending · 5 May 2026 · ending phase · printed 1 June 2026',
    );
  });
});

describe('then and now', () => {
  it('are at first the first version and the map of today, with the heading of today', () => {
    const { maps, about } = page({ what: 'both', version: baseline!.id });
    expect(maps.map(({ title }) => title)).toEqual([
      'Then: session 3 · 27 January 2026',
      'Now: the map as it stands',
    ]);
    expect(about).toBe(page({}).about);
  });

  it('are the two chosen versions', () => {
    const pair = pairOf(course, { then: newest!.id, now: baseline!.id });
    const { maps, about } = page({ what: 'both', ...pair });
    expect(maps.map(({ title }) => title)).toEqual([
      `Then: session 15 · 5 May 2026`,
      'Now: session 3 · 27 January 2026',
    ]);
    expect(about).toContain('initial phase');
  });

  it('are the usual versions if a chosen one was undone', () => {
    const { then, now } = pairOf(course, { then: 'gone', now: 'gone' });
    expect([then, now]).toEqual([baseline!.id, asItStands]);
    expect(pairOf(course, { then: asItStands, now: asItStands }).then, 'the chosen version is used').toBe(
      asItStands,
    );
  });

  it('show only parts that a version keeps, as on screen', () => {
    const both = page({ what: 'both' }).maps.flatMap(({ view }) => view.people);
    expect(both.filter(({ wanted, focus }) => wanted !== null || focus)).toEqual([]);
    expect(page({}).maps[0]!.view.people.some(({ focus }) => focus)).toBe(true);
  });
});
