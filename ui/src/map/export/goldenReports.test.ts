/**
 * `report` is tested with drawings made by the interface. After a change of the drawing, `npx vitest run
 * src/map/export/goldenReports.test.ts -u` writes them anew; then `KITH_WRITE_GOLDEN=1 cargo test -p report` writes
 * their texts.
 */
import { expect, it } from 'vitest';
import type { Person } from '../../backend';
import * as crowd from '../../test-support/crowd';
import { sampleView } from '../../test-support/sampleCourse';
import { numbered } from '../model/namesakes';
import { pageOf, type PageMap, type PageOptions } from './page';
import { svgOf } from './svg';
import { estimated } from '../layout/text';
import { tieKinds } from '../model/tie';
import { kept, shapeOf, viewOf, type MapView } from '../model/view';

const sample = sampleView();
const [first, , last] = sample.course.map_snapshots!;
const now = viewOf({ ...sample, map: last! });
const about = 'Farida Haddad · session 15 of 16 · ending phase · 3 May 2026';

/** Names in every script of the bundled typeface, and with characters that have a meaning in SVG. */
const names = [
  'Leila',
  'Maximilian-Alexander',
  'Dr Okafor',
  'Ana',
  'Grandmother Rosa',
  'Tom',
  'Zoë Łukasik',
  'Ελένη',
  'Світлана',
  'Nguyễn Thị Hoa',
  'Five-a-side',
  'Mr & Mrs <Smith>',
  'Kai',
  'Book group',
  'Rex',
  'Aunt May',
  'J. "Jo" Brown',
  'Priya',
  'Bo',
  'Father',
];

/** So many people, of every kind and with every kind of tie. */
function crowded(count: number): MapView {
  const categories = ['friend', 'sibling', 'group', 'professional', 'pet'] as const;
  const labels = numbered(Array.from({ length: count }, (_, index) => names[index % names.length]!));
  const people = crowd.people(count, count).map((placed, index) => {
    const person: Person = {
      id: placed.id,
      label: labels[index]!,
      category: categories[index % categories.length]!,
      context: index % 11 === 0 ? 'household' : null,
      alive: index % 13 === 0 ? 'deceased' : 'alive',
      relation: placed.relation,
    };
    const flow = { toPerson: index % 3 === 0, toClient: index % 4 === 0 };
    const tie = tieKinds[index % tieKinds.length]!;
    const { label } = person;
    return {
      ...placed,
      label,
      wanted: placed.wanted ?? null,
      person,
      tie,
      flow,
      shape: shapeOf(person),
      died: person.alive === 'deceased',
    };
  });
  return { ...now, people };
}

const one = (view: MapView): readonly PageMap[] => [{ view, title: null }];
const a4 = (orientation: PageOptions['orientation']): PageOptions => ({
  page: 'a4',
  orientation,
  legend: true,
});
const letter: PageOptions = { page: 'letter', orientation: 'landscape', legend: true };
const pages: readonly (readonly [
  name: string,
  maps: readonly PageMap[],
  about: string,
  wished: PageOptions,
])[] = [
  ['map-of-15-a4-portrait', one(crowded(15)), about, a4('portrait')],
  ['map-of-40-a4-landscape', one(crowded(40)), about, a4('landscape')],
  ['map-of-80-letter-landscape', one(crowded(80)), about, letter],
  [
    'then-and-now-letter-landscape',
    [
      { view: viewOf(sample, first), title: 'Then: session 3' },
      { view: kept(now), title: 'Now: session 15' },
    ],
    about,
    letter,
  ],
  [
    'blank-a4-portrait',
    one({ ...now, client: '', people: [], among: [], between: [], notes: [] }),
    'Name · date · session',
    a4('portrait'),
  ],
];

it.each(pages)('the stored drawing %s is the present one', async (name, maps, about, wished) => {
  const drawn = svgOf(pageOf(maps, about, wished, estimated), 'Relationship map', estimated, 'plate');
  await expect(drawn).toMatchFileSnapshot(`../../../../tests/golden/reports/${name}.svg`);
});
