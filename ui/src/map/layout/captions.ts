import type { Placed } from '../model/place';
import { leastWidth, wrapped, type Measure } from './text';

/** The sizes of nodes and texts. At size 0 the relation is not drawn. */
export interface Grade {
  readonly radius: number;
  readonly name: number;
  readonly relation: number;
  /** The greatest width of a label. */
  readonly width: number;
  /** Room around the last circle for people outside, and for labels. */
  readonly rim: number;
  /** The widths to which a name may be cut if nothing else fits. Without them names are never cut. */
  readonly shorter?: readonly number[];
}

interface CaptionLine {
  readonly text: string;
  readonly kind: 'name' | 'relation';
  readonly size: number;
  readonly width: number;
}

/** The texts beside a node, before they have a place. */
export interface Caption {
  readonly lines: readonly CaptionLine[];
  readonly width: number;
  readonly height: number;
  /** The relation tells this person from a namesake, so it is never left out. */
  readonly told: boolean;
  /** The same name cut shorter and shorter, for places without enough room. */
  readonly shorter: readonly Caption[];
}

export const lineHeight = 1.22;
/** A relation stays on one line and may be so many times as wide as a name. */
const relationMay = 1.2;
/** With at most so many people a name may be so many times as wide as usual. Then only long names are cut. */
const nameMay = 1.5;
const manyPeople = 110;
/** Namesakes with the same relation may be so many times as wide, with the relation on two lines. */
const alikeMay = 2.5;
/** With more people than this a name may be cut if nothing else fits. */
const uncut = 40;

/**
 * The texts beside all people. A person whose name reads like another's, also when cut, is always told apart by the
 * relation.
 */
export function captionsOf(people: readonly Placed[], grade: Grade, measure: Measure): readonly Caption[] {
  const wide = people.length <= manyPeople ? nameMay : 1;
  const name = { ...grade, relation: 0 };
  const named = people.map((person) => captionOf(person, name, measure, wide));
  const alike = sameIn(named);
  const told = { ...grade, relation: grade.relation > 0 ? grade.relation : grade.name - 0.5 };
  const captions = people.map((person, index) => {
    if (alike[index]) return { ...captionOf(person, told, measure, wide), told: true };
    // Without a relation the name is the whole text.
    const only = grade.relation > 0 && person.relation ? undefined : named[index];
    return only ?? captionOf(person, grade, measure, wide);
  });
  const still = sameIn(captions);
  const apart = captions.map((caption, index) => {
    const person = people[index];
    return person && caption.told && still[index]
      ? { ...captionOf(person, told, measure, alikeMay, 2), told: true }
      : caption;
  });
  return people.length <= uncut ? apart : withShorter(apart, people, grade, measure);
}

/** Adds shorter names, except those to which another name might be cut as well. */
function withShorter(
  captions: readonly Caption[],
  people: readonly Placed[],
  grade: Grade,
  measure: Measure,
): readonly Caption[] {
  const cuts = people.map((person) =>
    (grade.shorter ?? []).flatMap((width) => [
      cutTo(person, grade, width, 2, measure),
      cutTo(person, grade, width, 1, measure),
    ]),
  );
  const count = counted(cuts.flatMap((own) => [...new Set(own.map(readAs))]));
  return captions.map((caption, index) => {
    if (caption.told) return caption;
    const shorter = (cuts[index] ?? []).filter(
      (cut) => count.get(readAs(cut)) === 1 && (cut.width < caption.width || cut.height < caption.height),
    );
    return { ...caption, shorter };
  });
}

/** For each caption, whether another one reads the same. */
function sameIn(captions: readonly Caption[]): readonly boolean[] {
  const texts = captions.map(readAs);
  const count = counted(texts);
  return texts.map((text) => (count.get(text) ?? 0) > 1);
}

function readAs({ lines }: Caption): string {
  const texts = lines.map(({ text }) => text);
  return texts.join(' ').toLocaleLowerCase();
}

function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const text of texts) count.set(text, (count.get(text) ?? 0) + 1);
  return count;
}

function captionOf(
  { label, relation }: Placed,
  grade: Grade,
  measure: Measure,
  may: number,
  relationLines = 1,
): Caption {
  const named = (text: string) => measure(text, grade.name, 'bold');
  // A name that is slightly too long widens its label instead of being cut.
  const needed = may > 1 ? leastWidth(label, named) : 0;
  const width = needed <= grade.width * may ? Math.max(grade.width, needed) : grade.width;
  const relationText = grade.relation > 0 && relation ? relation : '';
  const related = (text: string) => measure(text, grade.relation, 'regular');
  return captionWith([
    ...linesIn('name', wrapped(label, width, 2, named), grade.name, measure),
    ...linesIn(
      'relation',
      wrapped(
        relationText,
        grade.width * Math.max(relationMay, relationLines > 1 ? may : 1),
        relationLines,
        related,
      ),
      grade.relation,
      measure,
    ),
  ]);
}

/** The name on at most so many lines, none wider than `width`. */
function cutTo({ label }: Placed, { name }: Grade, width: number, most: number, measure: Measure): Caption {
  const lines = wrapped(label, width, most, (text) => measure(text, name, 'bold'));
  return captionWith(linesIn('name', lines, name, measure));
}

function linesIn(
  kind: CaptionLine['kind'],
  texts: readonly string[],
  size: number,
  measure: Measure,
): readonly CaptionLine[] {
  const weight = kind === 'name' ? 'bold' : 'regular';
  return texts.map((text) => ({ text, kind, size, width: measure(text, size, weight) }));
}

function captionWith(lines: readonly CaptionLine[]): Caption {
  return {
    lines,
    width: Math.max(0, ...lines.map((line) => line.width)),
    height: lines.reduce((height, line) => height + line.size * lineHeight, 0),
    told: false,
    shorter: [],
  };
}

/**
 * The name alone, for places without room for the relation. Undefined if the relation tells the person from a namesake.
 */
export function nameOnly({ lines, told }: Caption): Caption | undefined {
  const names = lines.filter((line) => line.kind === 'name');
  return told || names.length === lines.length ? undefined : captionWith(names);
}
