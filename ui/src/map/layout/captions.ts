import type { Placed } from '../model/place';
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

interface CaptionLine {
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
  /** Told from a namesake by the relation, which is never left out. */
  readonly told: boolean;
  /** The same name cut shorter and shorter, for where there is no room for it. */
  readonly shorter: readonly Caption[];
}

export const lineHeight = 1.22;
/** A relation stays on one line, and may be that much wider than a name. */
const relationMay = 1.2;
/** And so much wider a name may be, with so many people at most: then none is cut that is not long. */
const nameMay = 1.5;
const whole = 110;
/** What reads the same may be this much wider, the relation on two lines. */
const alikeMay = 2.5;
/** With more people than this a name may be cut where nothing else fits. */
const uncut = 40;

/**
 * What is written beside everybody. Whose name reads like another's, in full or as far as it is written, is told
 * apart by the relation, however full the map.
 */
export function captionsOf(people: readonly Placed[], grade: Grade, measure: Measure): readonly Caption[] {
  const wide = people.length <= whole ? nameMay : 1;
  const name = { ...grade, relation: 0 };
  const named = people.map((person) => captionOf(person, name, measure, wide));
  const alike = sameIn(named);
  const told = { ...grade, relation: grade.relation > 0 ? grade.relation : grade.name - 0.5 };
  const captions = people.map((person, index) => {
    if (alike[index]) return { ...captionOf(person, told, measure, wide), told: true };
    // Where no relation is written, the name was the whole of it.
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

/** Who may be cut short where nothing else fits, and how; never to what another might be cut to. */
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

/** Which of them read like another. */
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
  // A name a little too long widens its label rather than end in an ellipsis.
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

/** The name on so many lines, none wider. */
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

/** The name alone, for where there is no room for more; none of somebody who must be told apart. */
export function nameOnly({ lines, told }: Caption): Caption | undefined {
  const names = lines.filter((line) => line.kind === 'name');
  return told || names.length === lines.length ? undefined : captionWith(names);
}
