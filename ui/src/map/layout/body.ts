/** A node in the simulation: near its home and inside its ring. */
export interface Body {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Where it was put. */
  readonly home: { readonly x: number; readonly y: number; readonly angle: number };
  /** Least and greatest distance from the centre. */
  readonly inner: number;
  readonly outer: number;
  /** On which side of the node the label would best stand. */
  readonly side: 'above' | 'below';
  /** Half of node and label together, and how far their middle is from the node's. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly shift: number;
}

/** How much wider the second ring of a focus person is. */
export const secondRing = 4;
/** Air between a node and its label. */
export const lead = 4.5;
