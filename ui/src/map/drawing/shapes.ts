import type { Anchor } from '../layout/label';
import type { Point } from '../model/geometry';

/** The parts of a drawing, the same on screen and on paper. `style` is a name, never a colour. */
export type Shape =
  | {
      readonly kind: 'circle';
      readonly style: string;
      readonly x: number;
      readonly y: number;
      readonly r: number;
    }
  | { readonly kind: 'path'; readonly style: string; readonly d: string }
  | {
      readonly kind: 'box';
      readonly style: string;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly round: number;
    }
  | {
      readonly kind: 'text';
      readonly style: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly text: string;
      /** The part of the text that stands at the point; the middle by default. */
      readonly anchor?: Anchor;
    };

const elements = { circle: 'circle', path: 'path', box: 'rect', text: 'text' } as const;

/** The SVG element of a shape. */
export const elementOf = ({ kind }: Shape) => elements[kind];

/** Position and size as attributes of that element. The style sheet gives the rest. */
export function attributesOf(shape: Shape): Readonly<Record<string, string | number>> {
  switch (shape.kind) {
    case 'circle':
      return { cx: shape.x, cy: shape.y, r: shape.r };
    case 'path':
      return { d: shape.d };
    case 'box':
      return { x: shape.x, y: shape.y, width: shape.width, height: shape.height, rx: shape.round };
    case 'text':
      return { x: shape.x, y: shape.y, 'font-size': shape.size, 'text-anchor': shape.anchor ?? 'middle' };
  }
}

/** The same picture with fewer elements: all lines of one style become one path, which the browser lays out faster. */
export function joined(shapes: readonly Shape[]): readonly Shape[] {
  const lines = new Map<string, string[]>();
  const rest: Shape[] = [];
  for (const shape of shapes) {
    if (shape.kind !== 'path') rest.push(shape);
    else if (lines.get(shape.style)?.push(shape.d) === undefined) lines.set(shape.style, [shape.d]);
  }
  return [
    ...Array.from(lines, ([style, parts]): Shape => ({ kind: 'path', style, d: parts.join('') })),
    ...rest,
  ];
}

/** Rounds a number to a tenth, as drawings are written. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A line as the data of an SVG path. */
export function pathData(line: readonly Point[]): string {
  return `M${line.map(({ x, y }) => `${tenth(x)} ${tenth(y)}`).join('L')}`;
}
