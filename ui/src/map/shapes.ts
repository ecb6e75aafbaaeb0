export type Anchor = 'start' | 'middle' | 'end';

/** What a drawing is made of: the same list on screen and on paper. `look` names a style, never a colour. */
export type Shape =
  | {
      readonly kind: 'circle';
      readonly look: string;
      readonly x: number;
      readonly y: number;
      readonly r: number;
    }
  | { readonly kind: 'path'; readonly look: string; readonly d: string }
  | {
      readonly kind: 'box';
      readonly look: string;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly round: number;
    }
  | {
      readonly kind: 'text';
      readonly look: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly text: string;
      /** Which part of the text stands at the point; the middle where nothing is said. */
      readonly anchor?: Anchor;
    };
