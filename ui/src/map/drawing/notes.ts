import { farthestNote, type MapNote } from '../../backend';
import {
  angleOf,
  distanceBetween,
  grown,
  kept,
  overlapOf,
  pointAt,
  square,
  type Box,
  type Point,
} from '../model/geometry';
import { clientRadius, type Layout } from '../layout/layout';
import type { Frame } from '../layout/rings';
import { type Shape, tenth } from './shapes';
import { wrapped, type Measure } from '../layout/text';

/** A place on paper of any size: the direction, and the distance in radii of the last ring. */
export interface NotePlace {
  readonly angle: number;
  readonly distance: number;
}

export interface DrawnNote {
  readonly id: string;
  /** The middle of the note. */
  readonly at: Point;
  readonly box: Box;
  readonly shapes: readonly Shape[];
}

const size = 11.5;
const lineHeight = 14.5;
const widest = 132;
const mostLines = 4;
const pad = 6;

function unit(frame: Frame): number {
  return frame.radii[frame.radii.length - 1] ?? 1;
}

/** The point of a place on this paper. */
export function pointOf(frame: Frame, { angle, distance }: NotePlace): Point {
  return pointAt(frame.centre, angle, distance * unit(frame));
}

/** The place of a point on this paper. */
export function notePlaceAt(frame: Frame, point: Point): NotePlace {
  const distance = distanceBetween(frame.centre, point) / unit(frame);
  return {
    angle: angleOf(frame.centre, point),
    distance: Math.min(Math.round(distance * 1000) / 1000, farthestNote),
  };
}

/** Draws a note at a point, without regard to anybody there. */
export function noteShapesAt(
  text: string,
  middle: Point,
  frame: Frame,
  measure: Measure,
): Omit<DrawnNote, 'id'> {
  const lines = wrapped(text, widest, mostLines, (it) => measure(it, size, 'regular'));
  const width = Math.max(20, ...lines.map((line) => measure(line, size, 'regular'))) + 2 * pad;
  const height = lines.length * lineHeight + pad;
  const inside: Box = {
    x: width / 2 + 2,
    y: height / 2 + 2,
    width: Math.max(frame.size.width - width - 4, 0),
    height: Math.max(frame.size.height - height - 4, 0),
  };
  const at = kept(inside, middle);
  const box: Box = { x: tenth(at.x - width / 2), y: tenth(at.y - height / 2), width: tenth(width), height };
  return {
    at,
    box,
    shapes: [
      { kind: 'box', style: 'slip', ...box, round: 3 },
      ...lines.map((line, index): Shape => ({
        kind: 'text',
        style: 'slip-text',
        x: tenth(box.x + pad),
        y: tenth(box.y + pad / 2 + lineHeight * (index + 0.78)),
        size,
        text: line,
        anchor: 'start',
      })),
    ],
  };
}

const nearest = 14;
const tries = 14;
const directions = 12;

/**
 * All notes on this paper. Each is as near as possible to its own place without covering a person, another note or a
 * box of `written`.
 */
export function notesOn(
  notes: readonly MapNote[],
  layout: Layout,
  measure: Measure,
  written: readonly Box[] = [],
): readonly DrawnNote[] {
  const { frame, nodes } = layout;
  const taken: Box[] = [
    square(frame.centre, clientRadius),
    ...written,
    ...nodes.flatMap(({ at, radius, label }) => [square(at, radius + 3), label.box]),
  ];
  return notes.map((note) => {
    const wanted = pointOf(frame, { angle: note.angle_deg, distance: note.distance });
    const covers = ({ box }: Omit<DrawnNote, 'id'>) =>
      taken.reduce((sum, other) => sum + overlapOf(grown(box, 2), other), 0);
    let best = noteShapesAt(note.text, wanted, frame, measure);
    let least = covers(best);
    for (let ring = 1; least > 0 && ring <= tries; ring += 1) {
      for (let turn = 0; least > 0 && turn < directions; turn += 1) {
        const point = pointAt(wanted, (360 / directions) * turn, ring * nearest);
        const tried = noteShapesAt(note.text, point, frame, measure);
        const covered = covers(tried);
        if (covered < least) [best, least] = [tried, covered];
      }
    }
    taken.push(best.box);
    return { id: note.id, ...best };
  });
}
