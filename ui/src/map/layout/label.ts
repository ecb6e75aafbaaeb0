import type { Box, Point } from '../model/geometry';

/** The part of a text that stands at its point. */
export type Anchor = 'start' | 'middle' | 'end';

export interface Label {
  readonly box: Box;
  readonly lines: readonly LabelLine[];
}

export interface LabelLine {
  readonly text: string;
  readonly kind: 'name' | 'relation';
  /** On the baseline, at the middle or at the end that is nearer to the node. */
  readonly at: Point;
  readonly anchor: Anchor;
  readonly size: number;
  readonly width: number;
}

/** The empty margin around letters. It closes the gap between two lines of a label. */
const besideLetters = 3;
const aboveLetters = 2;

/** The area of the letters, with the margin that keeps lines off. */
export function clearingOf({ at, anchor, size, width }: Omit<LabelLine, 'text' | 'kind'>): Box {
  const before = { start: 0, middle: width / 2, end: width }[anchor];
  return {
    x: at.x - before - besideLetters,
    y: at.y - size * 0.76 - aboveLetters,
    width: width + 2 * besideLetters,
    height: size * 0.97 + 2 * aboveLetters,
  };
}
