import { describe, expect, it } from 'vitest';
import type { MapNote, MapTie } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { describeChanges } from '../versions/changes';
import { curvedPath } from '../layout/linePath';
import { draw, type Drawing } from './drawing';
import { distanceToBox, overlapOf, pointAt } from '../model/geometry';
import { layOut } from '../layout/layout';
import { regionNames } from './regionNames';
import { legendOf } from './legendEntries';
import { notePlaceAt, pointOf } from './notes';
import { defaultDisplay, displayed } from '../model/display';
import { pageOf } from '../export/page';
import { describeTies } from './description';
import { svgOf } from '../export/svg';
import { estimated } from '../layout/text';
import { tieWords } from './tieWords';
import { viewOf, type MapView } from '../model/view';
import { routesBetween } from './routes';

const course = sampleView();
const scheme = course.course.map_snapshots?.at(-1)?.ring_scheme ?? '';

function drawn(ties: readonly MapTie[], notes: readonly MapNote[] = []): MapView {
  const newest = course.course.map_snapshots!.at(-1)!;
  return viewOf(course, { ...newest, ties: [...ties], placed_notes: [...notes] });
}

const tie: MapTie = { one: 'p01', other: 'p04', quality: 'strained', words: 'do not speak' };
const note = (id: string, angle: number, distance: number, text = 'Since the move'): MapNote => ({
  id,
  text,
  angle_deg: angle,
  distance,
});
const paper = { width: 850, height: 600 };
const layoutOf = (view: MapView) =>
  layOut(view.people, { size: paper, rings: view.rings, measure: estimated });
const nameOf = (id: string) => course.course.people?.find((person) => person.id === id)?.label ?? '';

describe('a tie between two others', () => {
  it('is drawn in the pattern of its quality, with its words, and ends before both nodes', () => {
    const view = drawn([tie]);
    const layout = layoutOf(view);
    const shapes = ({ under, words }: Drawing) => [...under, ...words];
    const bare = shapes(draw(drawn([]), layout, estimated));
    const added = shapes(draw(view, layout, estimated)).filter(
      (shape) => !bare.some((it) => JSON.stringify(it) === JSON.stringify(shape)),
    );
    expect(added.map(({ style }) => style)).toEqual(['tie strained', 'relation']);
    const [line] = added;
    const points = line?.kind === 'path' ? [...line.d.matchAll(/(-?[\d.]+) (-?[\d.]+)/gu)] : [];
    const [one, other] = ['p01', 'p04'].map((id) => layout.nodes.find((node) => node.id === id)!);
    const from = points[0]!;
    const to = points.at(-1)!;
    expect(Math.hypot(Number(from[1]) - one!.at.x, Number(from[2]) - one!.at.y)).toBeGreaterThan(one!.radius);
    expect(Math.hypot(Number(to[1]) - other!.at.x, Number(to[2]) - other!.at.y)).toBeGreaterThan(
      other!.radius,
    );
  });

  it('across the middle goes round the client', () => {
    const newest = course.course.map_snapshots!.at(-1)!;
    const positions = [
      { person_id: 'p01', ring: 3, angle_deg: 0 },
      { person_id: 'p04', ring: 3, angle_deg: 180 },
    ];
    const view = viewOf(course, { ...newest, positions, ties: [{ ...tie, quality: null, words: null }] });
    const layout = layoutOf(view);
    const under = draw(view, layout, estimated).under.find(({ style }) => style === 'tie unsaid');
    const { centre, client } = layout.frame;
    const points = under?.kind === 'path' ? [...under.d.matchAll(/(-?[\d.]+) (-?[\d.]+)/gu)] : [];
    expect(points.length).toBeGreaterThan(10);
    for (const [, x, y] of points) {
      expect(
        Math.hypot(Number(x) - centre.x, Number(y) - centre.y),
        'the tie keeps clear of the client',
      ).toBeGreaterThan(client);
    }
  });

  it.each([40, 90, 130, 160, 175])('to a person %i degrees farther goes round the client, too', (turn) => {
    const newest = course.course.map_snapshots!.at(-1)!;
    for (const [near, far] of [
      [1, 2],
      [2, 4],
    ] as const) {
      const positions = [
        { person_id: 'p01', ring: near, angle_deg: 310 },
        { person_id: 'p04', ring: far, angle_deg: (310 + turn) % 360 },
      ];
      const view = viewOf(course, { ...newest, positions, ties: [{ ...tie, quality: null, words: null }] });
      const layout = layoutOf(view);
      const under = draw(view, layout, estimated).under.find(({ style }) => style === 'tie unsaid');
      const { centre, client } = layout.frame;
      const points = under?.kind === 'path' ? [...under.d.matchAll(/(-?[\d.]+) (-?[\d.]+)/gu)] : [];
      const nearest = points.map(([, x, y]) => Math.hypot(Number(x) - centre.x, Number(y) - centre.y));
      expect(
        Math.min(...nearest),
        `the tie from ring ${near} to ring ${far} keeps clear of the client`,
      ).toBeGreaterThan(client);
    }
  });

  it('replaces the line derived from events between the same two', () => {
    const among = [{ one: 'p01', other: 'p04', times: 1 }];
    const view = { ...drawn([tie]), among };
    const looks = draw(view, layoutOf(view), estimated).under.map(({ style }) => style);
    expect(looks).not.toContain('together');
    const told = { ...drawn([]), among };
    expect(draw(told, layoutOf(told), estimated).under.map(({ style }) => style)).toContain('together');
  });

  it('is in the legend and in the description of both', () => {
    const view = drawn([tie]);
    expect(legendOf(view).map(({ name }) => name)).toContain('tie between two others');
    expect(legendOf(drawn([])).map(({ name }) => name)).not.toContain('tie between two others');
    expect(describeTies('p04', view)).toEqual([`with ${nameOf('p01')}: strained, do not speak`]);
    expect(describeTies('p01', view)).toEqual([`with ${nameOf('p04')}: strained, do not speak`]);
    expect(describeTies('p09', view)).toEqual([]);
  });

  it('has its words where they cover no person, name, note or other words', () => {
    const ids = drawn([]).people.map(({ id }) => id);
    for (let step = 1; step < ids.length; step += 1) {
      const ties = ids.map((one, index) => ({ ...tie, one, other: ids[(index + step) % ids.length]! }));
      const view = drawn(
        ties.filter(({ one, other }) => one < other),
        [note('n1', step * 25, 0.6), note('n2', step * 25 + 120, 1.05)],
      );
      const layout = layoutOf(view);
      const words = tieWords(layout, routesBetween(view, layout), estimated).map(({ box }) => box);
      expect(words.length, 'every tie has room for its words').toBe(view.between.length);
      const drawing = draw(view, layout, estimated);
      const { taken } = drawing;
      const boxes = [...taken, ...layout.nodes.map(({ label }) => label.box)];
      words.forEach((box) => {
        expect(boxes.filter((other) => overlapOf(box, other) > 0)).toEqual([box]);
        for (const { at, radius } of layout.nodes) expect(distanceToBox(box, at)).toBeGreaterThan(radius);
      });
      const names = { ring: (name: string) => name, sector: (context: string) => context };
      for (const shape of regionNames(layout, view.rings, names, estimated, drawing)) {
        if (shape.kind !== 'text') continue;
        const width = estimated(shape.text, shape.size, 'regular');
        const box = { x: shape.x - width / 2, y: shape.y - shape.size * 0.8, width, height: shape.size };
        expect(
          taken.filter((other) => overlapOf(box, other) > 0),
          shape.text,
        ).toEqual([]);
      }
    }
  });

  it('is measured along its bend', () => {
    const straight = curvedPath({ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 100, y: 0 });
    expect(straight.length).toBeCloseTo(100, 1);
    expect(straight.at(25).x).toBeCloseTo(25, 1);
    expect(straight.at(50, 4)).toEqual({ x: 50, y: 4 });
  });
});

describe('notes on the map', () => {
  it('cover no person and no other note', () => {
    for (let angle = 0; angle < 360; angle += 20) {
      const notes = [0.3, 0.7, 1].map((distance, index) => note(`n${index}`, angle, distance));
      const view = drawn([], notes);
      const layout = layoutOf(view);
      const boxes = draw(view, layout, estimated).notes.map(({ box }) => box);
      expect(boxes).toHaveLength(3);
      const taken = layout.nodes.map(({ label }) => label.box);
      boxes.forEach((box, index) => {
        for (const other of [...taken, ...boxes.slice(index + 1)]) {
          expect(overlapOf(box, other), `the note at ${angle} degrees covers no other`).toBe(0);
        }
        expect(Math.min(box.x, box.y), 'the note is on the paper').toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(paper.width);
        expect(box.y + box.height).toBeLessThanOrEqual(paper.height);
      });
    }
  });

  it('keep their place on paper of any size', () => {
    const { frame } = layoutOf(drawn([]));
    const place = notePlaceAt(frame, pointAt(frame.centre, 40, 200));
    expect(place.angle).toBeCloseTo(40, 0);
    const back = pointOf(frame, place);
    expect(Math.hypot(back.x - frame.centre.x, back.y - frame.centre.y)).toBeCloseTo(200, 0);
    expect(
      notePlaceAt(frame, { x: 1e6, y: 0 }).distance,
      'no note is farther away than the vault allows',
    ).toBe(4);
  });

  it.each(['ملاحظة قصيرة', '自从搬家以后', '🙂👩‍👩‍👧', 'x'.repeat(400)])(
    'show %s in full or cut, within the paper',
    (text) => {
      const view = drawn([], [note('n1', 90, 4, text)]);
      const [slip] = draw(view, layoutOf(view), estimated).notes;
      expect(slip!.box.x + slip!.box.width).toBeLessThanOrEqual(paper.width);
      expect(slip!.shapes.length).toBeGreaterThan(1);
    },
  );
});

describe('names in notes and words of ties', () => {
  const view = drawn([{ ...tie, words: 'like Bela' }], [note('n1', 300, 1, 'Ask Bela')]);

  it('are shown with names and hidden without', () => {
    const named = JSON.stringify(displayed(view, defaultDisplay));
    expect(named).toContain('like Bela');
    expect(named).toContain('Ask Bela');
    for (const naming of ['initials', 'roles'] as const) {
      const { between, notes } = displayed(view, { ...defaultDisplay, naming });
      expect(between, 'the tie is drawn without its words').toHaveLength(1);
      expect(JSON.stringify([between, notes])).not.toContain('Bela');
    }
  });

  it('are hidden with the people whom the client must not see', () => {
    const people = view.people.map((person) =>
      person.id === 'p04' ? { ...person, person: { ...person.person, sensitive: true } } : person,
    );
    const shown = displayed({ ...view, people }, { ...defaultDisplay, forClient: true });
    expect(shown.between, 'a tie to a hidden person is not drawn').toEqual([]);
  });

  it('are on paper, but not on a page without names', () => {
    const svg = (shown: MapView) =>
      svgOf(
        pageOf(
          [{ view: shown, title: null }],
          '',
          { page: 'a4', orientation: 'landscape', legend: true },
          estimated,
        ),
        'map',
        estimated,
      );
    expect(svg(view)).toContain('Ask Bela');
    expect(svg(view)).toContain('like Bela');
    expect(svg(displayed(view, { ...defaultDisplay, naming: 'roles' }))).not.toContain('Bela');
  });
});

describe('the list of changes', () => {
  const sentences = (change: Parameters<typeof describeChanges>[0][number]) =>
    describeChanges([change], course, { then: scheme, now: scheme }).map(({ text }) => text);

  it('names ties that were drawn, changed and removed, and notes that were added', () => {
    const [one, other] = [nameOf('p01'), nameOf('p04')];
    expect(sentences({ change: 'tie_drawn', tie })).toEqual([
      `Tie between ${one} and ${other} drawn: strained, do not speak`,
    ]);
    const to = { ...tie, quality: 'mixed' as const, words: null };
    expect(sentences({ change: 'tie_redrawn', from: tie, to })).toEqual([
      `Tie between ${one} and ${other}: strained, do not speak to mixed`,
    ]);
    expect(sentences({ change: 'tie_dropped', tie })).toEqual([`Tie between ${one} and ${other} taken off`]);
    expect(sentences({ change: 'note_written', note: note('n1', 0, 1) })).toEqual([
      'Note added: “Since the move”',
    ]);
    const moved = { change: 'note_changed' as const, from: note('n1', 0, 1), to: note('n1', 90, 1) };
    expect(sentences(moved)).toEqual(['Note moved: “Since the move”']);
  });
});
