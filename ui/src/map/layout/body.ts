/** A node in the simulation. It stays near its home and inside its ring. */
export interface Body {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The place that was chosen. */
  readonly home: { readonly x: number; readonly y: number; readonly angle: number };
  /** The least and the greatest distance from the centre. */
  readonly inner: number;
  readonly outer: number;
  /** The side of the node on which the label has most room. */
  readonly side: 'above' | 'below';
  /** Half the size of node and label together, and the distance of their middle from that of the node. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly shift: number;
}

/** The extra radius of the second ring around a focus person. */
export const secondRing = 4;
/** The gap between a node and its label. */
export const lead = 4.5;
