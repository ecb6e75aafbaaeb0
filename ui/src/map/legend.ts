import { words } from '../words';
import { nodeShapes } from './drawing';
import type { Shape } from './shapes';
import { tie, tieKinds } from './ties';
import type { MapPerson } from './view';

export interface LegendEntry {
  readonly name: string;
  readonly width: number;
  readonly shapes: readonly Shape[];
}

type Look = Pick<MapPerson, 'tie' | 'shape' | 'died' | 'focus' | 'label'>;

const plain: Look = { tie: 'mixed', shape: 'person', died: false, focus: false, label: '' };

/** What is on this map and what it means, drawn by the same hand as the map. */
export function legendOf(people: readonly MapPerson[]): LegendEntry[] {
  const said = words.map.legend;
  const kinds = tieKinds.filter((kind) => people.some((person) => person.tie === kind));
  const has = (look: (person: MapPerson) => boolean) => people.some(look);
  return [
    ...kinds.map((kind) => ({
      name: words.map.qualities[kind],
      width: 34,
      shapes: tie(kind, { x: 2, y: 8 }, { x: 32, y: 8 }),
    })),
    ...(has(({ flow }) => flow.toClient || flow.toPerson) ? [arrow(said.arrow)] : []),
    ...(has(({ shape }) => shape === 'several') ? [node(said.several, { shape: 'several' })] : []),
    ...(has(({ shape }) => shape === 'pet') ? [node(said.pet, { shape: 'pet' })] : []),
    ...(has(({ died }) => died) ? [node(said.died, { died: true })] : []),
    ...(has(({ focus }) => focus) ? [node(said.focus, { focus: true })] : []),
    ...(has(({ wanted }) => wanted !== null) ? [ghost(said.wanted)] : []),
  ];
}

function arrow(name: string): LegendEntry {
  const flow = { toPerson: true, toClient: false };
  return { name, width: 24, shapes: tie('mixed', { x: 2, y: 8 }, { x: 22, y: 8 }, flow) };
}

function node(name: string, look: Partial<Look>): LegendEntry {
  const radius = look.focus ? 3.5 : 6;
  return { name, width: 18, shapes: nodeShapes({ ...plain, ...look }, { x: 9, y: 8 }, radius) };
}

function ghost(name: string): LegendEntry {
  return { name, width: 16, shapes: [{ kind: 'circle', look: 'ghost', x: 8, y: 8, r: 5.5 }] };
}
