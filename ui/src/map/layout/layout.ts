import type { Placed } from '../model/place';
import { clearingOf, type Label } from './label';
import type { Point, Size } from '../model/geometry';
import { resolveLabelOverlaps } from './labelOverlaps';
import { tieCurves, type TieCurve } from './tieCurves';
import { curvePoints } from './linePath';
import { placeLabels, labelOf } from './labelPlacement';
import { linesOf, segmentsOf, type Line } from './lines';
import type { Ring } from '../../rings/scheme';
import { frameFor, type Frame, type Need } from './rings';
import { placeNodes } from './nodePlacement';
import type { Measure } from './text';
import { captionsOf, type Caption, type Grade } from './captions';

/** The place of a person on paper. The ring is the chosen one; the angle may differ from the chosen one. */
export interface Node {
  readonly id: string;
  readonly ring: number;
  readonly at: Point;
  readonly radius: number;
  readonly label: Label;
  /** The curve of the tie to this person; null if it runs straight. */
  readonly curve: TieCurve | null;
}

export interface Layout {
  readonly frame: Frame;
  readonly grade: Grade;
  readonly nodes: readonly Node[];
  /** The lines that words avoid. */
  readonly lines: readonly Line[];
}

export interface LayoutRequest {
  readonly size: Size;
  readonly rings: readonly Ring[];
  readonly measure: Measure;
}

/** Sizes from large to small: a full map is drawn smaller before anything is left out. */
const grades: readonly Grade[] = [
  { radius: 16, name: 12.5, relation: 11.5, width: 132, rim: 44 },
  { radius: 14, name: 12, relation: 11, width: 104, rim: 44 },
  { radius: 13, name: 11.5, relation: 0, width: 96, rim: 44 },
  { radius: 11, name: 11, relation: 0, width: 80, rim: 44 },
  { radius: 9, name: 10.5, relation: 0, width: 68, rim: 44, shorter: [48, 34] },
  { radius: 8, name: 10.5, relation: 0, width: 64, rim: 26, shorter: [44, 30] },
  { radius: 7, name: 10, relation: 0, width: 56, rim: 26, shorter: [40, 28] },
];

/** The room given to full rings at the cost of others, tried before anything is drawn smaller. */
const rooms = [1, 1.4, 1.9];

/** The factor by which the paper grows per step if nothing else helps. The larger paper is shown smaller. */
const step = 1.12;
const steps = 70;

/** With more people than this there is no room to move anybody. */
const tooMany = 110;

export const clientRadius = 24;

/** The least width and height of a paper. */
const least = 240;

/**
 * Lays out all people: in the chosen ring, at or near the chosen angle, so that no two nodes and no two labels touch.
 * The same people on the same paper always get the same layout.
 */
export function layOut(people: readonly Placed[], wishes: LayoutRequest): Layout {
  const size = { width: Math.max(wishes.size.width, least), height: Math.max(wishes.size.height, least) };
  const labelOf = new Map<Grade, readonly Caption[]>();
  for (let count = 0; count < steps; count += 1) {
    const paper = { width: size.width * step ** count, height: size.height * step ** count };
    for (const grade of count === 0 ? grades : grades.slice(-1)) {
      const captions = labelOf.get(grade) ?? captionsOf(people, grade, wishes.measure);
      labelOf.set(grade, captions);
      for (const room of rooms) {
        const layout = attempt(people, captions, { ...wishes, grade, room, size: paper });
        // Rings that are too full do not get better with more room for full rings.
        if (layout === 'full') break;
        if (layout) return layout;
      }
    }
  }
  throw new RangeError('paper a thousand times the window holds every map the vault can');
}

interface Trial extends LayoutRequest {
  readonly grade: Grade;
  readonly room: number;
}

function attempt(
  people: readonly Placed[],
  captions: readonly Caption[],
  { grade, room, rings, size }: Trial,
): Layout | 'full' | undefined {
  const needs = needsOf(people, captions, grade, room, rings);
  const frame = frameFor(rings, size, { client: clientRadius, rim: grade.rim }, needs);
  if (!frame) return 'full';
  const bodies = placeNodes(people, captions, frame, grade);
  if (!bodies) return undefined;
  const lines = linesOf(people, bodies, frame, grade.radius);
  const labels = placeLabels(bodies, captions, lines.flat(), frame);
  if (!labels) return undefined;
  const first = { bodies, labels, lines };
  const scene = { people, captions, frame, nodeRadius: grade.radius };
  const arrangement = people.length > tooMany ? first : resolveLabelOverlaps(first, scene);
  const ends = arrangement.bodies.map(({ x, y, radius }, index) => {
    const label = arrangement.labels[index];
    return {
      x,
      y,
      radius,
      label: label ? labelOf(label) : { box: { x, y, width: 0, height: 0 }, lines: [] },
    };
  });
  const curves = tieCurves(
    ends.map((end) => ({ ...end, names: end.label.lines.map(clearingOf) })),
    frame,
  );
  const nodes = people.flatMap((person, index) => {
    const end = ends[index];
    if (!end) return [];
    const at = { x: end.x, y: end.y };
    const curve = curves[index] ?? null;
    return [{ id: person.id, ring: person.ring, at, radius: grade.radius, label: end.label, curve }];
  });
  return {
    frame,
    grade,
    nodes,
    lines: arrangement.lines.flatMap((own, index) => curvedLines(own, nodes[index])),
  };
}

/** The number of straight parts in which words avoid a curved tie. */
const curveParts = 6;

/** The lines of a person with the tie, which is the first, as its curve. */
function curvedLines(own: readonly Line[], node: Node | undefined): readonly Line[] {
  const [tie, ...wished] = own;
  if (!tie || !node?.curve) return own;
  const { from, towards } = node.curve;
  const line = towards ? curvePoints(from, towards, node.at, curveParts) : [from, node.at];
  return [...segmentsOf(line, tie.of), ...wished];
}

/** The area of a ring, in areas of its people. Labels of the last ring may reach beyond it. */
const roomy = 1.2;
const roomyOutermost = 0.75;
const roomyOutside = 1.5;

/** The least area that the people of each ring cover, with a margin. */
function needsOf(
  people: readonly Placed[],
  captions: readonly Caption[],
  grade: Grade,
  room: number,
  rings: readonly Ring[],
): ReadonlyMap<number, Need> {
  const needs = new Map<number, Need>(
    rings.map(({ ring }) => [ring, { area: 0, width: 2 * grade.radius + 6 }]),
  );
  people.forEach((person, index) => {
    const need = needs.get(person.ring);
    const caption = captions[index]?.shorter[0] ?? captions[index];
    if (!need || !caption) return;
    const fromOutside = rings.length - 1 - rings.findIndex(({ ring }) => ring === person.ring);
    const share = fromOutside === 0 ? roomyOutside : fromOutside === 1 ? roomyOutermost : roomy;
    const width = Math.max(caption.width, 2 * grade.radius) + 4;
    const area = need.area + width * (2 * grade.radius + caption.height + 6) * share * room;
    needs.set(person.ring, { ...need, area });
  });
  return needs;
}
