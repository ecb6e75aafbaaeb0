import { describe, expect, it } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { mentionsTogether } from './tiesBetween';
import { describeChanges } from '../versions/changes';
import { layOut } from '../layout/layout';
import { legendOf, merged } from '../drawing/legendEntries';
import { movedIn, overlaid, traces } from '../drawing/comparison';
import { defaultDisplay, displayed } from './display';
import { estimated } from '../layout/text';
import { underlay } from '../drawing/underlay';
import { viewOf, type MapView } from './view';
import { routesBetween } from '../drawing/routes';

const course = sampleView();
const [first, , last] = course.course.map_snapshots ?? [];
const then = viewOf(course, first);
const now = viewOf(course, last);
const labels = (wish: Partial<typeof defaultDisplay>) =>
  displayed(now, { ...defaultDisplay, ...wish }).people.map(({ label }) => label);

describe('the display options', () => {
  it('name people in full, by initials or by relation', () => {
    expect(labels({})).toContain('Mrs Rahmani');
    expect(labels({ naming: 'initials' })).toContain('MR');
    expect(labels({ naming: 'roles' })).toContain('mother');
  });

  it.each(['initials', 'roles'] as const)('use no name when %s are chosen', (naming) => {
    const view = displayed(now, { ...defaultDisplay, naming });
    const drawn = JSON.stringify(view.people.map(({ label, relation }) => [label, relation]));
    for (const { label } of course.course.people ?? []) expect(drawn).not.toContain(label);
    expect(view.client).not.toBe(now.client);
  });

  it.each([
    ['Tom’s mother', 'TOM'],
    ["tom's mother", 'Tom Weaver'],
    ['mother of Toms friend', 'Tom'],
    ['ex of Leila', 'Leila Haddad'],
    ['Zoe’s nurse', 'Zoë'],
    ['أم لليلى', 'ليلى'],
    ['李小龙的母亲', '李小龙'],
    ['colleague of Farida', 'somebody'],
    ['Haddad cousin', 'somebody'],
  ])('with roles do not use %s as a relation, because %s is in the record', (relation, label) => {
    const other = { id: 'other', label, category: 'other', alive: 'alive' } as const;
    const people = [...(course.course.people ?? []), other].map((person) =>
      person.id === 'p04' ? { ...person, relation } : person,
    );
    const client = { ...course.course.client, display_name: 'Farida Haddad' };
    const view = viewOf({ ...course, course: { ...course.course, client, people } }, last);
    const shown = displayed(view, { ...defaultDisplay, naming: 'roles' }).people;
    expect(shown.find(({ id }) => id === 'p04')?.label).toBe('parent');
  });

  it('show a relation that only looks like a name', () => {
    const people = now.people.map((it) =>
      it.id === 'p04' ? { ...it, person: { ...it.person, relation: 'tomboy of the class' } } : it,
    );
    const view = { ...now, people, names: ['Tom', 'Jo'] };
    expect(
      displayed(view, { ...defaultDisplay, naming: 'roles' }).people.map(({ label }) => label),
    ).toContain('tomboy of the class');
  });

  it('number two people with the same relation', () => {
    const people = now.people.map((it) => ({
      ...it,
      label: 'Anna Bell',
      person: { ...it.person, relation: 'friend, of old' },
    }));
    for (const [naming, second] of [
      ['roles', 'friend 2'],
      ['initials', 'AB 2'],
    ] as const) {
      const shown = displayed({ ...now, people }, { ...defaultDisplay, naming }).people;
      expect(new Set(shown.map(({ label }) => label)).size, naming).toBe(people.length);
      expect(shown[1]?.label).toBe(second);
    }
  });

  it('hide people whom the client must not see, only in a presentation', () => {
    const people = now.people.map((person) =>
      person.label === 'Colin' ? { ...person, person: { ...person.person, sensitive: true } } : person,
    );
    const view = { ...now, people };
    const shown = (forClient: boolean) =>
      displayed(view, { ...defaultDisplay, forClient }).people.some(({ label }) => label === 'Colin');
    expect(shown(true)).toBe(false);
    expect(shown(false)).toBe(true);
  });
});

describe('the shapes under the ties', () => {
  const event = (people: string[]) => ({
    id: people.join(),
    date: '2025',
    precision: 'year' as const,
    title: 'Lunch',
    kind: 'other' as const,
    people,
  });
  const told = { ...course.course, sessions: [], timeline: [event(['p01', 'p04']), event(['p04', 'p01'])] };
  const layout = layOut(now.people, {
    size: { width: 850, height: 600 },
    rings: now.rings,
    measure: estimated,
  });
  const nodes = new Map(layout.nodes.map((node) => [node.id, node]));

  const underlaid = (view: MapView) => underlay(view, nodes, routesBetween(view, layout), []);

  it('join two people mentioned together with one line', () => {
    expect(mentionsTogether(told)).toEqual([{ one: 'p01', other: 'p04', times: 2 }]);
    const shapes = underlaid({ ...now, among: mentionsTogether(told) });
    expect(shapes.filter(({ style }) => style === 'together')).toHaveLength(1);
  });

  it('draw a household around the people who live with the client, but not around one alone', () => {
    const home = (ids: string[]) => ({
      ...now,
      households: true,
      people: now.people.map((person) => ({
        ...person,
        person: { ...person.person, context: ids.includes(person.id) ? ('household' as const) : null },
      })),
    });
    const hulls = (ids: string[]) => underlaid(home(ids)).filter(({ style }) => style === 'household').length;
    expect(hulls(['p01', 'p02', 'p03'])).toBe(1);
    expect(hulls(['p01']), 'a person who lives alone has no household line').toBe(0);
    expect(underlaid({ ...home(['p01', 'p02']), among: [], households: false })).toEqual([]);
  });
});

describe('two versions in one drawing', () => {
  it('show people who are gone faintly', () => {
    const { view, gone } = overlaid(now, then);
    expect([...gone].sort(), 'the garden group and Ellis were not there before').toEqual(['p13', 'p14']);
    expect(view.people).toHaveLength(then.people.length + 2);
  });

  const framed = (view: typeof now) => {
    const wishes = { size: { width: 850, height: 600 }, rings: view.rings, measure: estimated };
    const layout = layOut(view.people, wishes);
    return { frame: layout.frame, nodes: new Map(layout.nodes.map((node) => [node.id, node])) };
  };

  it('mark exactly the people who moved in the list of changes', () => {
    const { nodes, frame } = framed(now);
    const moved = movedIn([
      { change: 'moved', person: 'p09', from: 2, to: 1, nearer: 1 },
      { change: 'turned', person: 'p01', from: 10, to: 20 },
    ]);
    const outlines = traces(then, now, moved, nodes, frame).filter(({ style }) => style === 'was');
    expect(outlines, 'only Padma has an outline').toHaveLength(1);
    expect(traces(then, now, movedIn([]), nodes, frame)).toEqual([]);
  });

  it.each([
    { was: 5, rings: '1=core,2=close,3=matters,4=far,5=distant,6=outside', outside: 6, more: 'more' },
    { was: 4, rings: '1=core,2=close,3=matters,4=outside', outside: 4, more: 'fewer' },
  ])('draws where people stood in rings that have become $more', ({ was, rings, outside }) => {
    const other = viewOf(course, { ...last!, ring_scheme: rings });
    const { nodes, frame } = framed(other);
    const left = then.people.filter(({ id }) => id === 'p11').map((person) => ({ ...person, ring: was }));
    const moved = movedIn([{ change: 'moved', person: 'p11', from: was, to: 2, nearer: 3 }]);
    const shapes = traces({ ...then, people: left }, other, moved, nodes, frame);
    const [outline] = shapes.filter(({ style }) => style === 'was');
    const far =
      outline?.kind === 'circle' ? Math.hypot(outline.x - frame.centre.x, outline.y - frame.centre.y) : 0;
    expect(far, 'the earlier place outside is beyond the last ring').toBeGreaterThan(frame.radii.at(-1)!);
    const gone = left.map((person) => ({ ...person, id: 'gone' }));
    const { view } = overlaid({ ...then, people: gone }, other);
    expect(view.people.find(({ id }) => id === 'gone')?.ring).toBe(outside);
  });

  it('explain the marks in the legend', () => {
    const named = (traced: boolean) => legendOf(merged([then, now]), traced).map(({ name }) => name);
    expect(named(true)).toContain('stood here then');
    expect(named(false)).not.toContain('stood here then');
  });
});

describe('the list of changes', () => {
  const scheme = first?.ring_scheme ?? '';
  const sentences = (change: Parameters<typeof describeChanges>[0][number]) =>
    describeChanges([change], course, { then: scheme, now: scheme }).map(({ text }) => text);

  it('describes changes in words', () => {
    expect(sentences({ change: 'moved', person: 'p09', from: 2, to: 1, nearer: 1 })).toEqual([
      'Padma moved in one ring: close to core',
    ]);
    expect(sentences({ change: 'moved', person: 'p09', from: 1, to: 3, nearer: -2 })).toEqual([
      'Padma moved out two rings: core to matter',
    ]);
    expect(sentences({ change: 'tie', person: 'p07', from: 'cut_off', to: 'strained' })).toEqual([
      'Tie with Colin: cut off to strained',
    ]);
  });

  it('says whether rings were renamed, added or removed', () => {
    const to = (scheme: string) =>
      sentences({ change: 'rings', from: '1=core,2=close,3=far,4=outside', to: scheme });
    expect(to('1=inner,2=close,3=far,4=outside')).toEqual(['The rings have other names']);
    expect(to('1=core,2=close,3=mid,4=far,5=outside')).toEqual(['There are four rings instead of three']);
  });

  it('leaves out a turn within one life context', () => {
    expect(sentences({ change: 'turned', person: 'p09', from: 50, to: 60 })).toEqual([]);
    expect(sentences({ change: 'turned', person: 'p09', from: 50, to: 150 })).toEqual([
      'Padma moved from friends to work',
    ]);
  });
});
