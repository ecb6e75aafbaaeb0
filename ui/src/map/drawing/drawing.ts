import type { Grade } from '../layout/captions';
import { tiePathTo, edgeOf } from '../layout/tieCurves';
import { clipLine } from './clipping';
import { grown, pointAt, type Box, type Point } from '../model/geometry';
import { sectors } from '../model/place';
import { wantedOutline } from '../layout/wantedOutline';
import { clearingOf } from '../layout/label';
import { segmentsOf, type Line } from '../layout/lines';
import { clientRadius, type Layout, type Node } from '../layout/layout';
import { notesOn, type DrawnNote } from './notes';
import { bandOf, type Frame } from '../layout/rings';
import { type Shape, pathData, tenth } from './shapes';
import { secondRing } from '../layout/body';
import { estimated, initialOf, wrapped, type Measure } from '../layout/text';
import { tieAlong } from './tieLine';
import { tieWords } from './tieWords';
import { underlay } from './underlay';
import type { MapPerson, MapView } from '../model/view';
import { routesBetween } from './routes';

/** A smaller letter inside a node could not be read. */
const leastLetter = 7;

/** The number of corners with which a circle is drawn when a name hides a part of it. */
const outlineParts = 24;

export interface DrawnPerson {
  readonly id: string;
  readonly at: Point;
  readonly tie: readonly Shape[];
  /** The node and its label, drawn over every tie. */
  readonly node: readonly Shape[];
  readonly label: readonly Shape[];
}

/** The whole map as shapes, in the order they are painted. */
export interface Drawing {
  readonly frame: Frame;
  readonly ground: readonly Shape[];
  readonly under: readonly Shape[];
  readonly ghosts: readonly { readonly id: string; readonly shapes: readonly Shape[] }[];
  readonly people: readonly DrawnPerson[];
  readonly client: readonly Shape[];
  /** The words on ties between other people, over every tie. */
  readonly words: readonly Shape[];
  readonly notes: readonly DrawnNote[];
  /** The areas of words and notes, where no ring or sector is named. */
  readonly taken: readonly Box[];
  /** The lines between other people, where no ring or sector is named. */
  readonly lines: readonly Line[];
}

/** Draws the whole map from its people and their layout. */
export function draw(view: MapView, layout: Layout, measure: Measure = estimated): Drawing {
  const nodes = new Map(layout.nodes.map((node) => [node.id, node]));
  const drawn = view.people.flatMap((person) => {
    const node = nodes.get(person.id);
    return node ? [{ person, node }] : [];
  });
  const routes = routesBetween(view, layout);
  const words = tieWords(layout, routes, measure);
  const written = words.map(({ box }) => box);
  const notes = notesOn(view.notes, layout, measure, written);
  const names = [
    ...drawn.flatMap(({ node }) => node.label.lines.map(clearingOf)),
    ...written.map((box) => grown(box, 2)),
  ];
  return {
    frame: layout.frame,
    ground: ground(layout.frame),
    under: underlay(view, nodes, routes, names),
    words: words.map(({ shape }) => shape),
    notes,
    lines: routes.flatMap(({ line }) => segmentsOf(line, -1)),
    taken: [...written, ...notes.map(({ box }) => box)],
    ghosts: drawn.map(({ person, node }) => ({
      id: person.id,
      shapes: ghost(person, node, layout.frame, names),
    })),
    people: drawn.map(({ person, node }) => ({
      id: person.id,
      at: node.at,
      tie: tieTo(person, node, layout.frame, names),
      node: nodeShapes(person, node.at, node.radius),
      label: node.label.lines.map((line) => ({
        kind: 'text',
        style: line.kind,
        x: tenth(line.at.x),
        y: tenth(line.at.y),
        size: line.size,
        text: line.text,
        anchor: line.anchor,
      })),
    })),
    client: clientShapes(view.client, layout.frame, measure),
  };
}

/** Rings from the outside in, so that each is painted over the larger one, and the thin lines between sectors. */
function ground(frame: Frame): Shape[] {
  const { centre, radii } = frame;
  const circles = radii.map((radius, index): Shape => ({
    kind: 'circle',
    style: `ring ring-${Math.min(index + 1, 4)}`,
    x: tenth(centre.x),
    y: tenth(centre.y),
    r: tenth(radius),
  }));
  const inner = radii[0] ?? 0;
  const outer = radii[radii.length - 1] ?? 0;
  const hairlines = sectors.map(({ from }) => {
    const start = pointAt(centre, from, inner);
    const end = pointAt(centre, from, outer);
    return `M${tenth(start.x)} ${tenth(start.y)}L${tenth(end.x)} ${tenth(end.y)}`;
  });
  return [...circles.reverse(), { kind: 'path', style: 'sector', d: hairlines.join('') }];
}

/** The tie to a person at their present place. */
export function tieTo(
  person: MapPerson,
  { at, radius, curve }: Pick<Node, 'at' | 'radius' | 'curve'>,
  frame: Frame,
  names: readonly Box[] = [],
): Shape[] {
  const path = tiePathTo(at, curve, frame);
  const end = path.length - radius - (person.focus ? secondRing + 2 : 2.5);
  return tieAlong(person.tie, path, edgeOf(frame, curve, frame.client + 3), end, person.flow, names);
}

function ghost(person: MapPerson, node: Node, frame: Frame, names: readonly Box[]): Shape[] {
  if (person.wanted === null) return [];
  const { at, radius, trace } = wantedOutline(person.wanted, node.at, node.radius, frame);
  const outline = Array.from({ length: outlineParts + 1 }, (_, part) =>
    pointAt(at, (360 * part) / outlineParts, radius),
  );
  const left = clipLine(outline, names);
  return [
    left[0] === outline
      ? { kind: 'circle', style: 'ghost', x: tenth(at.x), y: tenth(at.y), r: tenth(radius) }
      : { kind: 'path', style: 'ghost', d: left.map(pathData).join('') },
    { kind: 'path', style: 'ghost', d: clipLine([trace.from, trace.to], names).map(pathData).join('') },
  ];
}

export function nodeShapes(
  person: Pick<MapPerson, 'tie' | 'shape' | 'died' | 'focus' | 'label'>,
  at: Point,
  r: number,
): Shape[] {
  const x = tenth(at.x);
  const y = tenth(at.y);
  const outline = (style: string, by: number): Shape => {
    if (person.shape === 'group') {
      const half = r + by - 1;
      return {
        kind: 'box',
        style,
        x: x - half,
        y: y - half,
        width: 2 * half,
        height: 2 * half,
        round: r * 0.35 + by / 2,
      };
    }
    if (person.shape === 'service')
      return { kind: 'path', style, d: corners(x, y, r + by + 2, [0, 90, 180, 270]) };
    if (person.shape === 'pet')
      return { kind: 'path', style, d: corners(x, y, r + by + 1, [30, 90, 150, 210, 270, 330]) };
    return { kind: 'circle', style, x, y, r: r + by };
  };
  const cross = tenth(r * 0.95);
  return [
    outline('clearing', 3),
    ...(person.focus ? [outline('focus', secondRing)] : []),
    outline(`node ${person.tie}`, 0),
    ...(person.died
      ? [
          {
            kind: 'path' as const,
            style: 'cross',
            d: `M${x - cross} ${y - cross}L${x + cross} ${y + cross}M${x + cross} ${y - cross}L${x - cross} ${y + cross}`,
          },
        ]
      : []),
    ...(r * 0.8 < leastLetter
      ? []
      : [
          {
            kind: 'text' as const,
            style: 'initial',
            x,
            y: tenth(y + r * 0.28),
            size: tenth(r * 0.8),
            text: initialOf(person.label),
          },
        ]),
    outline('halo', (person.focus ? secondRing : 0) + 4),
  ];
}

/** A person being dragged: the node, the name, and the place they would get. */
export function moving(person: MapPerson, at: Point, grade: Grade, here: string): Shape[] {
  const x = tenth(at.x);
  const below = tenth(at.y + grade.radius + grade.name + 2);
  const [name = ''] = wrapped(person.label, 160, 1, (text) => estimated(text, grade.name, 'bold'));
  return [
    ...nodeShapes(person, at, grade.radius),
    { kind: 'text', style: 'name', x, y: below, size: grade.name, text: name },
    { kind: 'text', style: 'relation', x, y: below + grade.name, size: 11, text: here },
  ];
}

/** The ring under the person being dragged. */
export function annulus(frame: Frame, ring: number): Shape[] {
  const { inner, outer } = bandOf(frame, ring);
  if (!Number.isFinite(outer)) return [];
  const { x, y } = frame.centre;
  // A half circle whose ends are not exactly one diameter apart would bulge.
  const circle = (radius: number) => {
    const r = tenth(radius);
    return `M${tenth(x) - r} ${tenth(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  };
  return [{ kind: 'path', style: 'aimed', d: circle(inner) + circle(outer) }];
}

function corners(x: number, y: number, radius: number, angles: readonly number[]): string {
  const points = angles.map((angle) => {
    const { x: cx, y: cy } = pointAt({ x, y }, angle, radius);
    return `${tenth(cx)} ${tenth(cy)}`;
  });
  return `M${points.join('L')}Z`;
}

/** The client in the centre: the name if it fits, otherwise its first letter. */
function clientShapes(name: string, { centre }: Frame, measure: Measure): Shape[] {
  const [x, y] = [tenth(centre.x), tenth(centre.y)];
  const room = clientRadius * 2 - 6;
  const sizes = [11.5, 10.5, 9.5];
  const size = sizes.find((it) => measure(name, it, 'bold') <= room);
  return [
    { kind: 'circle', style: 'client', x, y, r: clientRadius },
    size === undefined
      ? { kind: 'text', style: 'client-name', x, y: y + 6, size: 17, text: initialOf(name) }
      : { kind: 'text', style: 'client-name', x, y: tenth(y + size * 0.35), size, text: name },
  ];
}
