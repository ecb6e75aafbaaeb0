import { describe, expect, it } from 'vitest';
import { ringsOf } from '../../rings/scheme';
import { large, lying, measure, people, rings, small, upright } from '../../test-support/crowd';
import { distanceBetween, distanceToBox, overlapOf, type Size } from '../model/geometry';
import { layOut, type Layout, type Node } from './layout';
import type { Placed } from '../model/place';
import { bandOf } from './rings';

const lay = (placed: readonly Placed[], size: Size) => layOut(placed, { size, rings, measure });

const starts = ['Mar', 'El', 'Kath', 'Jon', 'Seb', 'Ol', 'Pri', 'Bea', 'Tho', 'Yu'];
const ends = ['ianna', 'garet', 'bert', 'liam', 'ric', 'una', 'athan', 'y'];
/** People with different names of ordinary length. */
const named = (count: number, seed: number): Placed[] =>
  people(count, seed).map((person, index) => ({
    ...person,
    label: `${starts[index % 10]}${ends[Math.floor(index / 10) % 8]}`,
  }));

const readAs = ({ label }: Node) => label.lines.map(({ text }) => text).join(' ');

/** All faults of a layout: overlaps, texts cut off, namesakes not told apart, people in the wrong place. */
function faultsOf({ nodes, frame }: Layout, placed: readonly Placed[]): string[] {
  const found: string[] = [];
  if (nodes.length !== placed.length) found.push('somebody is missing');
  nodes.forEach((node, index) => {
    const band = bandOf(frame, placed[index]!.ring);
    const distance = distanceBetween(frame.centre, node.at);
    const { box } = node.label;
    if (distance < band.inner || distance > band.outer) found.push(`${node.id} is in another ring`);
    if (box.x < 0 || box.x + box.width > frame.size.width) found.push(`the label of ${node.id} is cut`);
    if (box.y < 0 || box.y + box.height > frame.size.height) found.push(`the label of ${node.id} is cut`);
    if (distanceToBox(box, frame.centre) < frame.client) found.push(`${node.id} is written over the client`);
    nodes.forEach((other, at) => {
      if (distanceToBox(box, other.at) < other.radius)
        found.push(`${other.id} covers the label of ${node.id}`);
      if (at <= index) return;
      const apart = distanceBetween(node.at, other.at) - node.radius - other.radius;
      if (apart < 0) found.push(`${node.id} is on ${other.id}`);
      const [one, two] = [placed[index]!, placed[at]!];
      const differ = one.label !== two.label || one.relation !== two.relation;
      if (differ && readAs(node) === readAs(other)) found.push(`${node.id} reads like ${other.id}`);
      if (overlapOf(box, other.label.box) > 0) found.push(`the labels of ${node.id} and ${other.id} overlap`);
    });
  });
  return found;
}

describe('nobody overlaps', { timeout: 60_000 }, () => {
  for (const count of [1, 15, 40, 80]) {
    for (const size of [small, large, upright, lying]) {
      it(`at ${count} people on ${size.width} × ${size.height}`, () => {
        for (let seed = 1; seed <= (count > 40 ? 2 : 8); seed += 1) {
          const placed = people(count, seed * 7919);
          expect(faultsOf(lay(placed, size), placed), `nothing overlaps on random map ${seed}`).toEqual([]);
        }
      });
    }
  }

  it('when everyone is in one ring', () => {
    for (const { ring } of rings) {
      const placed = people(40, 11, ring);
      expect(faultsOf(lay(placed, small), placed), `nothing overlaps in ring ${ring}`).toEqual([]);
    }
  });

  it('when everyone is at the same place', () => {
    const placed = people(15, 3).map((person) => ({ ...person, ring: 2, angle: 90 }));
    expect(faultsOf(lay(placed, small), placed)).toEqual([]);
  });

  it('when there are a hundred and fifty', () => {
    const placed = people(150, 5);
    expect(faultsOf(lay(placed, small), placed)).toEqual([]);
  });

  it('when there are three hundred', () => {
    const placed = people(300, 13);
    expect(faultsOf(lay(placed, large), placed)).toEqual([]);
  });

  it('in three rings as in five', () => {
    for (const scheme of ['1=near,2=far,3=out', '1=a,2=b,3=c,4=d,5=e,6=out']) {
      const own = ringsOf(scheme);
      const placed = people(20, 21).map((person) => ({ ...person, ring: Math.min(person.ring, own.length) }));
      const layout = layOut(placed, { size: large, rings: own, measure });
      expect(faultsOf(layout, placed), scheme).toEqual([]);
    }
  });
});

describe('a full map can still be read', () => {
  const least: readonly (readonly [number, Size, number])[] = [
    [40, small, 10],
    [40, large, 11],
    [80, small, 8.5],
    [80, large, 10],
  ];
  for (const [count, size, pixels] of least) {
    it(`at ${count} people on ${size.width} × ${size.height}`, () => {
      const sizes = [1, 2, 3, 4].map((seed) => {
        const { grade, frame } = lay(named(count, seed * 7919), size);
        return (grade.name * size.width) / frame.size.width;
      });
      const middle = sizes.sort((one, other) => one - other)[1];
      expect(middle, 'names are large enough in the window').toBeGreaterThanOrEqual(pixels);
    });
  }
});

describe('moving people who are too close', () => {
  it('leaves a single person exactly at the chosen angle', () => {
    const [person] = people(1, 2);
    const { nodes, frame } = lay([{ ...person!, ring: 3, angle: 90 }], large);
    expect(nodes[0]!.at.y, 'the person stands due east of the centre').toBeCloseTo(frame.centre.y, 3);
  });

  it('gives the same result every time', () => {
    const placed = people(40, 77);
    expect(lay(placed, small)).toEqual(lay(placed, small));
  });

  it('shows names and relations of fifteen people in full', () => {
    const placed = people(15, 5).map((person, index) => ({
      ...person,
      label: `Name ${index}`,
      relation: 'friend',
    }));
    const { nodes, grade } = lay(placed, large);
    expect(grade.relation, 'the relations are shown').toBeGreaterThan(0);
    expect(nodes.every(({ label }) => label.lines.length > 0)).toBe(true);
  });

  it('cuts no name of usual length at forty people', () => {
    const usual = ['Occupational therapist', 'Maximilian', 'Father Anselm', 'Garden group', 'Mrs Rahmani'];
    for (const size of [small, large, upright]) {
      const placed = people(40, 7).map((person, index) => ({
        ...person,
        label: usual[index % 5]! + ' ' + String(index),
      }));
      const cut = lay(placed, size).nodes.flatMap(({ label }) =>
        label.lines.flatMap(({ kind, text }) => (kind === 'name' && text.endsWith('…') ? [text] : [])),
      );
      expect(cut, `no usual name is cut on ${size.width} × ${size.height}`).toEqual([]);
    }
  });

  it('cuts no name of usual length at eighty people', () => {
    for (const size of [small, large, upright, lying]) {
      for (let seed = 1; seed <= 3; seed += 1) {
        const cut = lay(named(80, seed * 7919), size)
          .nodes.map(readAs)
          .filter((text) => text.endsWith('…'));
        expect(cut, `no usual name is cut on ${size.width} × ${size.height}`).toEqual([]);
      }
    }
  });

  it('tells apart relations that begin the same', () => {
    const sisters = ['aunt, the sister of my mother', 'aunt, the sister of my father'].map(
      (relation, index) => ({ ...people(2, 3)[index]!, label: 'Anna', relation }),
    );
    const [one, other] = lay([...people(40, 4), ...sisters], small).nodes.slice(-2);
    expect(readAs(one!)).not.toBe(readAs(other!));
  });

  it('tells two namesakes apart by their relation, however full the map is', () => {
    const crowd = people(40, 9).map((person, index) => ({ ...person, label: `Name ${index}` }));
    const annas = ['sister', 'boss'].map((relation, index) => ({
      ...crowd[index]!,
      id: relation,
      label: 'Anna',
      relation,
    }));
    const { nodes } = lay([...crowd, ...annas], large);
    const captions = nodes.slice(-2).map(({ label }) => label.lines.map(({ text }) => text).join(' '));
    expect(captions).toEqual(['Anna sister', 'Anna boss']);
  });
});
