import { describe, expect, it } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { annulus, draw } from './drawing';
import { layOut } from '../layout/layout';
import { legendOf } from './legendEntries';
import css from './map.css?raw';
import { styleOf } from '../export/paperStyle';
import { regionNames } from './regionNames';
import { ringsOf } from '../../rings/scheme';
import { describePerson } from './description';
import { estimated } from '../layout/text';
import { tie } from './tieLine';
import { tieKinds, type TieKind } from '../model/tie';
import { flowOf, viewOf, type MapView } from '../model/view';

const course = sampleView();
/** The first state of the map, before it became a version. */
const baseline = viewOf({ ...course, map: course.course.map_snapshots![0]! });
const size = { width: 850, height: 600 };
const layoutOf = (view: MapView) => layOut(view.people, { size, rings: view.rings, measure: estimated });

describe('ties', () => {
  const from = { x: 0, y: 0 };
  const to = { x: 100, y: 0 };

  const pathOf = (kind: TieKind) => tie(kind, from, to).map((shape) => ('d' in shape ? shape.d : ''));
  const onScreen = (kind: TieKind, property: string) =>
    ['tie', `tie.${kind}`]
      .map((style) => css.split(`.map-drawing .${style} {`)[1]?.split('}')[0] ?? '')
      .map((rule) => new RegExp(`${property}: ([\\d. ]+);`, 'u').exec(rule)?.[1])
      .findLast((value) => value !== undefined);

  it.each(['screen', 'paper'])('differ from one another without colour on %s', (where) => {
    const seen = tieKinds.map((kind) => {
      const paint = styleOf({ style: `tie ${kind}` });
      const [width, dash] =
        where === 'paper'
          ? [paint.width, paint.dash]
          : [Number(onScreen(kind, 'stroke-width')), onScreen(kind, 'stroke-dasharray')];
      return { kind, line: JSON.stringify([pathOf(kind), dash ?? '']), width: width ?? 0 };
    });
    seen.forEach((one, index) =>
      seen.slice(index + 1).forEach((other) => {
        if (one.line !== other.line) return;
        expect(
          Math.abs(one.width - other.width),
          `the lines for ${one.kind} and ${other.kind} differ in width`,
        ).toBeGreaterThan(1);
      }),
    );
  });

  it('have two bars when cut off', () => {
    const [line] = tie('cut_off', from, to);
    expect(line?.kind === 'path' && line.d.match(/M/gu)?.length, 'the tie has two ends and two bars').toBe(4);
  });

  it('point to the person who receives help', () => {
    const [, toPerson] = tie('mixed', from, to, { toPerson: true, toClient: false });
    const [, toClient] = tie('mixed', from, to, { toPerson: false, toClient: true });
    expect(toPerson?.kind === 'path' && toPerson.d.startsWith('M100 0'), 'the arrow is at the person').toBe(
      true,
    );
    expect(toClient?.kind === 'path' && toClient.d.startsWith('M0 0'), 'the arrow is at the client').toBe(
      true,
    );
  });

  it('leave out details without room', () => {
    expect(tie('strained', from, { x: 1, y: 0 })).toEqual([]);
    expect(tie('mixed', from, { x: 12, y: 0 }, { toPerson: true, toClient: true })).toHaveLength(1);
  });
});

describe('the sample case', () => {
  it('shows everybody of the baseline and the others in the tray', () => {
    expect(baseline.people).toHaveLength(13);
    expect(baseline.tray.map(({ label }) => label)).toEqual(['Garden group', 'Ellis']);
  });

  it('draws each person once, in the order of the record', () => {
    const drawing = draw(baseline, layoutOf(baseline));
    expect(drawing.people.map(({ id }) => id)).toEqual(baseline.people.map(({ id }) => id));
  });

  it('draws a second ring around focus persons only', () => {
    const ringed = draw(baseline, layoutOf(baseline)).people.filter(({ node }) =>
      node.some(({ style }) => style === 'focus'),
    );
    expect(ringed.map(({ id }) => id)).toEqual(['p01', 'p04']);
  });

  it('shows the wished closeness only where it differs', () => {
    const ghosts = draw(baseline, layoutOf(baseline)).ghosts.filter(({ shapes }) => shapes.length > 0);
    expect(ghosts.map(({ id }) => id)).toContain('p03');
    expect(
      ghosts.map(({ id }) => id),
      'Gareth stands where he is wished and has no second place',
    ).not.toContain('p01');
  });

  it('describes each person in words', () => {
    const leila = baseline.people.find(({ label }) => label === 'Leila')!;
    expect(describePerson(leila, baseline)).toBe('Leila, daughter, 27, core, supportive, gives and receives');
  });

  it('explains only symbols that are on the map', () => {
    const names = legendOf(baseline).map(({ name }) => name);
    expect(names).toContain('lost');
    expect(names, 'the legend leaves out conflict, which nobody has').not.toContain('conflict');
    expect(legendOf({ people: [], households: true, among: [], between: [] })).toEqual([]);
  });

  it('draws persons, groups, services and pets in different shapes, and explains each', () => {
    const categories = ['friend', 'group', 'faith', 'professional', 'pet'] as const;
    const people = course.course.people!.map((person, index) => ({
      ...person,
      category: categories[index % categories.length]!,
    }));
    const map = course.course.map_snapshots![0]!;
    const view = viewOf({ ...course, course: { ...course.course, people }, map });
    const kinds = draw(view, layoutOf(view)).people.map(({ node }) => {
      const shape = node.find(({ style }) => style.startsWith('node'))!;
      return shape.kind === 'path' ? `${shape.d.match(/[ML]/gu)?.length} corners` : shape.kind;
    });
    expect(kinds.slice(0, 5)).toEqual(['circle', 'box', 'box', '4 corners', '6 corners']);
    const names = legendOf(view).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['person', 'group', 'service', 'pet']));
    const persons = view.people.filter(({ shape }) => shape === 'person');
    expect(legendOf({ ...view, people: persons }).map(({ name }) => name)).not.toContain('person');
  });

  it('names rings and sectors where nobody is drawn', () => {
    const layout = layoutOf(baseline);
    const named = regionNames(
      layout,
      baseline.rings,
      { ring: (name) => name, sector: (name) => name },
      estimated,
    );
    expect(named.length).toBeGreaterThan(5);
  });
});

describe('the direction of help', () => {
  const person = { id: 'p', label: 'P', category: 'friend', alive: 'alive' } as const;

  it('is taken from the help that is named', () => {
    expect(flowOf({ ...person, support_given: ['advice'], support_received: ['none'] })).toEqual({
      toPerson: true,
      toClient: false,
    });
  });

  it('is taken from the felt balance if no help is named', () => {
    expect(flowOf({ ...person, reciprocity: 2 }), 'the person gives help to the client').toEqual({
      toPerson: false,
      toClient: true,
    });
    expect(flowOf(person)).toEqual({ toPerson: false, toClient: false });
  });
});

it('a person in an unknown ring is drawn outside', () => {
  const odd = structuredClone(course);
  odd.map = { ring_scheme: '1=near,2=far,3=out', positions: [{ person_id: 'p01', ring: 9, angle_deg: 10 }] };
  expect(viewOf(odd).people[0]?.ring).toBe(3);
  expect(ringsOf(odd.map.ring_scheme)).toHaveLength(3);
});

it('the ring under a dragged person is drawn as exact circles for every radius', () => {
  const layout = layoutOf(baseline);
  const [ring] = annulus({ ...layout.frame, radii: [60.04, 101.37, 150.26, 201.37] }, 4);
  const arcs = [...(ring?.kind === 'path' ? ring.d.matchAll(/a([\d.]+) [\d.]+ 0 1 0 (-?[\d.]+) 0/gu) : [])];
  expect(arcs).toHaveLength(4);
  for (const [, radius, across] of arcs) expect(Math.abs(Number(across))).toBe(2 * Number(radius));
});
