import { words } from '../words';
import { otherEnd, tiesOf } from './among';
import { sectorAt, type Place } from './geometry';
import type { Ring } from '../rings/scheme';
import type { Flow, TieKind } from './ties';
import type { MapView } from './view';

interface Spoken extends Place {
  readonly label: string;
  readonly relation: string | null;
  readonly tie: TieKind;
  readonly flow: Flow;
  readonly died: boolean;
  readonly focus: boolean;
}

/** The name of a ring in this scheme. */
export function ringName(rings: readonly Ring[], ring: number): string {
  return words.map.ring(rings.find((it) => it.ring === ring)?.name ?? '');
}

/** A person in words: "Leila, daughter, core, supportive, gives and receives". */
export function spokenOf(person: Spoken, rings: readonly Ring[], tied: readonly string[] = []): string {
  const said = words.map.drawing;
  return said.outline([
    person.label,
    person.relation ?? '',
    person.died ? said.died : '',
    ringName(rings, person.ring),
    person.tie !== 'unsaid' ? words.map.qualities[person.tie] : '',
    flowName(person.flow),
    person.focus ? said.focus : '',
    ...tied,
  ]);
}

/** A person's ties to others in words: "with Tom: strained, do not speak". */
export function tiedTo(id: string, { people, between }: Pick<MapView, 'people' | 'between'>): string[] {
  return tiesOf(between, id).flatMap((tie) => {
    const other = people.find((person) => person.id === otherEnd(tie, id));
    return other
      ? [words.map.ties.spoken(other.label, tie.tie === 'unsaid' ? null : tie.tie, tie.words)]
      : [];
  });
}

function flowName({ toClient, toPerson }: Flow): string {
  const said = words.map.drawing.gives;
  if (toClient && toPerson) return said.both;
  return toClient ? said.toClient : toPerson ? said.toPerson : said.none;
}

/** Where a place is, for the ear and beside the pointer: "close, family". */
export function placeName(
  place: Place,
  rings: readonly Ring[],
): { readonly ring: string; readonly context: string } {
  const sector = sectorAt(place.angle);
  return { ring: ringName(rings, place.ring), context: sector ? words.map.contexts[sector.context] : '' };
}
