import { ringsOf, defaultScheme } from '../rings/scheme';
import type { TieBetween } from '../map/model/tiesBetween';
import type { Placed } from '../map/model/place';
import type { Size } from '../map/model/geometry';
import { estimated, type Measure } from '../map/layout/text';
import { tieKinds } from '../map/model/tie';
import type { MapPerson, MapView } from '../map/model/view';

export const rings = ringsOf(defaultScheme);
/** Windows of 1024 × 700 and 1280 × 800, without the panels around the drawing. */
export const small: Size = { width: 780, height: 470 };
export const large: Size = { width: 850, height: 600 };
/** A4 upright and sideways, without margins, heading and legend. */
export const upright: Size = { width: 706, height: 951 };
export const lying: Size = { width: 1035, height: 622 };

const remembered = new Map<string, number>();
export const measure: Measure = (text, size, weight) => {
  const key = `${weight} ${text}`;
  const width = remembered.get(key) ?? estimated(text, 1, weight);
  remembered.set(key, width);
  return width * size;
};

const names = [
  'Leila',
  'Mrs Rahmani',
  'Occupational therapist',
  'Jo',
  'ليلى',
  '李小龙',
  '👩‍👩‍👧 Kith',
  'Deborah',
  'Nasreen',
  'Father Anselm',
  'Maximilian-Alexander',
  'x'.repeat(200),
  'Five-a-side',
];
const relations = ['daughter, 27', 'former deputy head', null, 'mother', 'monthly reading group', 'GP'];

/** Some people share one name; all others have names of their own. */
function labelled(name: string, index: number): string {
  if (index % 30 < 2) return 'Deborah';
  const letter = String.fromCharCode(65 + (index % 26)) + String(Math.floor(index / 26) || '');
  return name.length > 100 ? letter + name : `${name} ${letter}`;
}

export function randomFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

/** So many people, the same for the same seed: with long names, other scripts and namesakes, all over the map. */
export function people(count: number, seed: number, ring?: number): Placed[] {
  const next = randomFrom(seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    label: labelled(pick(names), index),
    relation: pick(relations),
    focus: index % 9 === 0,
    ring: ring ?? pick([1, 2, 2, 3, 3, 3, 4, 4, 4, 5]),
    angle: Math.floor(next() * 3600) / 10,
    wanted: index % 4 === 0 ? 1 : null,
  }));
}

const flows = [
  { toPerson: false, toClient: false },
  { toPerson: true, toClient: false },
  { toPerson: true, toClient: true },
];
const tieWords = ['do not speak', null, 'since the move', null, 'cousins', null, null];

/** A map of so many people with every kind of tie. There is one tie between others for every two people. */
export function crowded(count: number, seed: number): MapView {
  const next = randomFrom(seed * 31 + 5);
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  const placed = people(count, seed * 7919).map((person): MapPerson => {
    const { id, label } = person;
    const tie = pick(tieKinds);
    return {
      ...person,
      wanted: person.wanted ?? null,
      tie,
      flow: pick(flows),
      shape: pick(['person', 'person', 'group', 'pet'] as const),
      died: next() < 0.1,
      person: { id, label, category: 'friend', alive: 'alive', context: 'friends' },
    };
  });
  const ties = new Map<string, TieBetween>();
  while (ties.size < count / 2) {
    const [one, other] = [`p${Math.floor(next() * count)}`, `p${Math.floor(next() * count)}`];
    if (one < other) ties.set(`${one} ${other}`, { one, other, tie: pick(tieKinds), words: pick(tieWords) });
  }
  return {
    client: 'Farida',
    names: [],
    rings,
    people: placed,
    among: [],
    between: [...ties.values()],
    notes: [],
    households: true,
    tray: [],
  };
}
