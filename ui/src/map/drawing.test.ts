import { describe, expect, it } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import { annulus, draw } from './drawing';
import { layOut } from './layout';
import { legendOf } from './legend';
import { placeNames } from './placenames';
import { ringsOf } from '../rings/scheme';
import { spokenOf } from './spoken';
import { estimated } from './text';
import { tie, tieKinds } from './ties';
import { flowOf, viewOf, type MapView } from './view';

const course = sampleView();
/** The map as it stood at first, when it was not yet a version. */
const baseline = viewOf({ ...course, map: course.course.map_snapshots![0]! });
const size = { width: 850, height: 600 };
const layoutOf = (view: MapView) => layOut(view.people, { size, rings: view.rings, measure: estimated });

describe('ties', () => {
  const from = { x: 0, y: 0 };
  const to = { x: 100, y: 0 };

  it('differ from one another without colour', () => {
    const drawn = tieKinds.map((kind) =>
      tie(kind, from, to)
        .map((shape) => ('d' in shape ? shape.d : ''))
        .join(),
    );
    const plain = tieKinds.filter((_, index) => drawn[index] === 'M0 0L100 0');
    expect(plain, 'those told apart by width and dashes').toEqual([
      'supportive',
      'mixed',
      'distant',
      'lost',
      'unsaid',
    ]);
    expect(new Set(drawn).size, 'the rest by their path').toBe(4);
  });

  it('are broken by two bars when cut off', () => {
    const [line] = tie('cut_off', from, to);
    expect(line?.kind === 'path' && line.d.match(/M/gu)?.length, 'two ends and two bars').toBe(4);
  });

  it('point to who receives', () => {
    const [, toPerson] = tie('mixed', from, to, { toPerson: true, toClient: false });
    const [, toClient] = tie('mixed', from, to, { toPerson: false, toClient: true });
    expect(toPerson?.kind === 'path' && toPerson.d.startsWith('M100 0'), 'at the far end').toBe(true);
    expect(toClient?.kind === 'path' && toClient.d.startsWith('M0 0'), 'at the near end').toBe(true);
  });

  it('leave out what has no room', () => {
    expect(tie('strained', from, { x: 1, y: 0 })).toEqual([]);
    expect(tie('mixed', from, { x: 12, y: 0 }, { toPerson: true, toClient: true })).toHaveLength(1);
  });
});

describe('the sample case', () => {
  it('shows everybody of the baseline and leaves the others in the tray', () => {
    expect(baseline.people).toHaveLength(13);
    expect(baseline.tray.map(({ label }) => label)).toEqual(['Garden group', 'Ellis']);
  });

  it('draws each person once, in the order of the record', () => {
    const drawing = draw(baseline, layoutOf(baseline));
    expect(drawing.people.map(({ id }) => id)).toEqual(baseline.people.map(({ id }) => id));
  });

  it('rings the focus persons a second time, and only them', () => {
    const ringed = draw(baseline, layoutOf(baseline)).people.filter(({ node }) =>
      node.some(({ look }) => look === 'focus'),
    );
    expect(ringed.map(({ id }) => id)).toEqual(['p01', 'p04']);
  });

  it('shows the wished closeness only where it is another', () => {
    const ghosts = draw(baseline, layoutOf(baseline)).ghosts.filter(({ shapes }) => shapes.length > 0);
    expect(ghosts.map(({ id }) => id)).toContain('p03');
    expect(
      ghosts.map(({ id }) => id),
      'Gareth is where he should be',
    ).not.toContain('p01');
  });

  it('says each person in words', () => {
    const leila = baseline.people.find(({ label }) => label === 'Leila')!;
    expect(spokenOf(leila, baseline.rings)).toBe('Leila, daughter, 27, core, supportive, gives and receives');
  });

  it('explains what is on the map and nothing else', () => {
    const names = legendOf(baseline).map(({ name }) => name);
    expect(names).toContain('lost');
    expect(names, 'nobody is in open conflict').not.toContain('conflict');
    expect(legendOf({ people: [], households: true, among: [], between: [] })).toEqual([]);
  });

  it('names rings and sectors where nobody stands', () => {
    const layout = layoutOf(baseline);
    const said = placeNames(
      layout,
      baseline.rings,
      { ring: (name) => name, sector: (name) => name },
      estimated,
    );
    expect(said.length).toBeGreaterThan(5);
  });
});

describe('who gives to whom', () => {
  const person = { id: 'p', label: 'P', category: 'friend', alive: 'alive' } as const;

  it('is what was named', () => {
    expect(flowOf({ ...person, support_given: ['advice'], support_received: ['none'] })).toEqual({
      toPerson: true,
      toClient: false,
    });
  });

  it('is how it is felt to balance where nothing was named', () => {
    expect(flowOf({ ...person, reciprocity: 2 }), 'they give').toEqual({ toPerson: false, toClient: true });
    expect(flowOf(person)).toEqual({ toPerson: false, toClient: false });
  });
});

it('somebody in a ring the scheme does not have stands outside rather than nowhere', () => {
  const odd = structuredClone(course);
  odd.map = { ring_scheme: '1=near,2=far,3=out', positions: [{ person_id: 'p01', ring: 9, angle_deg: 10 }] };
  expect(viewOf(odd).people[0]?.ring).toBe(3);
  expect(ringsOf(odd.map.ring_scheme)).toHaveLength(3);
});

it('the ring somebody is carried over is drawn as true circles, whatever its radius', () => {
  const layout = layoutOf(baseline);
  const [ring] = annulus({ ...layout.frame, radii: [60.04, 101.37, 150.26, 201.37] }, 4);
  const arcs = [...(ring?.kind === 'path' ? ring.d.matchAll(/a([\d.]+) [\d.]+ 0 1 0 (-?[\d.]+) 0/gu) : [])];
  expect(arcs).toHaveLength(4);
  for (const [, radius, across] of arcs) expect(Math.abs(Number(across))).toBe(2 * Number(radius));
});
