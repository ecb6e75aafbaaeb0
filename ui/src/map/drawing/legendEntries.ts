import { curvedPath } from '../layout/linePath';
import { words } from '../../words';
import { nodeShapes } from './drawing';
import { moveArrow } from './comparison';
import type { Shape } from './shapes';
import { tie, tieAlong } from './tieLine';
import { tieKinds, type TieKind } from '../model/tie';
import { tiesWithin } from '../model/tiesBetween';
import { atHome } from '../model/view';
import { nodeKinds, type MapPerson, type MapView, type NodeShape } from '../model/view';

export interface LegendEntry {
  readonly name: string;
  readonly width: number;
  readonly shapes: readonly Shape[];
}

type Appearance = Pick<MapPerson, 'tie' | 'shape' | 'died' | 'focus' | 'label'>;

const plain: Appearance = { tie: 'mixed', shape: 'person', died: false, focus: false, label: '' };

export type Shown = Pick<MapView, 'people' | 'households' | 'among' | 'between'>;

/** Several maps taken together, for one legend. */
export function merged(views: readonly Shown[]): Shown {
  return {
    people: views.flatMap(({ people }) => people),
    households: views.some(({ households }) => households),
    among: views.flatMap(({ among }) => among),
    between: views.flatMap(({ between }) => between),
  };
}

/** The legend of a map: everything on it, drawn by the same functions as the map. */
export function legendOf({ people, households, among, between }: Shown, traced = false): LegendEntry[] {
  const texts = words.map.legend;
  const ties = tiesWithin(people, between);
  const kinds = tieKinds.filter((kind) => [...people, ...ties].some(({ tie }) => tie === kind));
  const has = (style: (person: MapPerson) => boolean) => people.some(style);
  return [
    ...kinds.map(tieEntry),
    ...(has(({ flow }) => flow.toClient || flow.toPerson) ? [arrow(texts.arrow)] : []),
    ...shapesOf(people).map((shape) => node(texts[shape], { shape })),
    ...(has(({ died }) => died) ? [node(texts.died, { died: true })] : []),
    ...(has(({ focus }) => focus) ? [node(texts.focus, { focus: true })] : []),
    ...(has(({ wanted }) => wanted !== null) ? [ghost(texts.wanted)] : []),
    ...(atHome({ people, households }).size > 0 ? [home(texts.household)] : []),
    ...(ties.length > 0 ? [tieBetween(texts.between)] : []),
    ...(tiesWithin(people, among).length > 0 ? [bent(texts.together)] : []),
    ...(traced ? [trace(texts.was)] : []),
  ];
}

/** The shapes of people, which need no explanation if everybody is a person. */
function shapesOf(people: readonly MapPerson[]): readonly NodeShape[] {
  const used = nodeKinds.filter((shape) => people.some((person) => person.shape === shape));
  return used.some((shape) => shape !== 'person') ? used : [];
}

/** Every kind of line, for a page that is filled in by hand. */
export function everyTie(): LegendEntry[] {
  return tieKinds.filter((kind) => kind !== 'unsaid').map(tieEntry);
}

function tieEntry(kind: TieKind): LegendEntry {
  return {
    name: words.map.qualities[kind],
    width: 34,
    shapes: tie(kind, { x: 2, y: 8 }, { x: 32, y: 8 }),
  };
}

function arrow(name: string): LegendEntry {
  const flow = { toPerson: true, toClient: false };
  return { name, width: 24, shapes: tie('mixed', { x: 2, y: 8 }, { x: 22, y: 8 }, flow) };
}

function node(name: string, style: Partial<Appearance>): LegendEntry {
  const radius = style.focus ? 3.5 : 6;
  return { name, width: 18, shapes: nodeShapes({ ...plain, ...style }, { x: 9, y: 8 }, radius) };
}

function ghost(name: string): LegendEntry {
  return { name, width: 16, shapes: [{ kind: 'circle', style: 'ghost', x: 8, y: 8, r: 5.5 }] };
}

function home(name: string): LegendEntry {
  const d = 'M8 2L20 2A6 6 0 0 1 20 14L8 14A6 6 0 0 1 8 2Z';
  const shapes = ['household', 'household-edge'].map((style): Shape => ({ kind: 'path', style, d }));
  return { name, width: 28, shapes };
}

function tieBetween(name: string): LegendEntry {
  const ends = [4, 30].map((x): Shape => ({ kind: 'circle', style: 'node', x, y: 12, r: 3 }));
  const bend = curvedPath({ x: 4, y: 12 }, { x: 17, y: -6 }, { x: 30, y: 12 });
  return { name, width: 34, shapes: [...tieAlong('mixed', bend, 4, bend.length - 4), ...ends] };
}

function trace(name: string): LegendEntry {
  return { name, width: 34, shapes: moveArrow({ x: 5, y: 8 }, { at: { x: 36, y: 8 }, radius: 6 }) };
}

function bent(name: string): LegendEntry {
  return { name, width: 32, shapes: [{ kind: 'path', style: 'together', d: 'M2 13Q16 -5 30 13' }] };
}
