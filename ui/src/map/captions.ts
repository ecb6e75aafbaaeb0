import type { Placed } from './layout';
import { leastWidth, wrapped, type Measure } from './text';

/** How large everything is written; a relation of size 0 is left to the panel. */
export interface Grade {
  readonly radius: number;
  readonly name: number;
  readonly relation: number;
  /** No label is wider. */
  readonly width: number;
  /** Room kept around the outermost circle for whoever stands outside, and for labels. */
  readonly rim: number;
  /** Where nothing else fits, one line no wider than one of these; without them names stay as they are. */
  readonly shorter?: readonly number[];
}

export interface CaptionLine {
  readonly text: string;
  readonly kind: 'name' | 'relation';
  readonly size: number;
  readonly width: number;
}

/** What is written beside a node, before it has a place. */
export interface Caption {
  readonly lines: readonly CaptionLine[];
  readonly width: number;
  readonly height: number;
  /** The same name cut shorter and shorter, for where there is no room for it. */
  readonly shorter: readonly Caption[];
}

export const lineHeight = 1.22;
/** A relation stays on one line, and may be that much wider than a name. */
const relationMay = 1.2;
/** And so much wider a name may be, with so many people at most: then none is cut that is not long. */
const nameMay = 1.5;
const written = 40;

/** Two people of one name are told apart by their relation, however full the map. */
export function captionsOf(people: readonly Placed[], grade: Grade, measure: Measure): readonly Caption[] {
  const named = new Map<string, number>();
  for (const { label } of people) named.set(label, (named.get(label) ?? 0) + 1);
  return people.map((person) => {
    const shared = (named.get(person.label) ?? 0) > 1;
    const relation = grade.relation > 0 ? grade.relation : shared ? grade.name - 0.5 : 0;
    const whole = people.length <= written;
    const caption = captionOf(person, { ...grade, relation }, measure, 2, whole);
    if (shared || whole) return caption;
    const shorter = (grade.shorter ?? [])
      .map((width) => captionOf(person, { ...grade, relation: 0, width }, measure, 1, false))
      .filter(({ width, height }) => width < caption.width || height < caption.height);
    return { ...caption, shorter };
  });
}

function captionOf(person: Placed, grade: Grade, measure: Measure, most: number, whole: boolean): Caption {
  const named = (text: string) => measure(text, grade.name, 'bold');
  // A name a little too long widens its label rather than end in an ellipsis.
  const needed = whole ? leastWidth(person.label, named) : 0;
  const wide = needed <= grade.width * nameMay ? needed : 0;
  const name = wrapped(person.label, Math.max(grade.width, wide), most, named);
  const relation =
    grade.relation > 0 && person.relation
      ? wrapped(person.relation, grade.width * relationMay, 1, (text) =>
          measure(text, grade.relation, 'regular'),
        )
      : [];
  const lines: CaptionLine[] = [
    ...name.map((text) => ({
      text,
      kind: 'name' as const,
      size: grade.name,
      width: measure(text, grade.name, 'bold'),
    })),
    ...relation.map((text) => ({
      text,
      kind: 'relation' as const,
      size: grade.relation,
      width: measure(text, grade.relation, 'regular'),
    })),
  ];
  return {
    lines,
    width: Math.max(0, ...lines.map((line) => line.width)),
    height: lines.reduce((height, line) => height + line.size * lineHeight, 0),
    shorter: [],
  };
}

/** The name alone, for where there is no room for more. */
export function nameOnly(caption: Caption): Caption {
  const lines = caption.lines.filter((line) => line.kind === 'name');
  return {
    lines,
    width: Math.max(0, ...lines.map((line) => line.width)),
    height: lines.reduce((height, line) => height + line.size * lineHeight, 0),
    shorter: [],
  };
}
