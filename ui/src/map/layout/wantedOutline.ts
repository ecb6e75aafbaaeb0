import { lengthOf, type Point } from '../model/geometry';
import { bandOf, type Frame } from './rings';

/** The closeness that the client wishes for: an outline in that ring, and a line to it. */
export interface WantedOutline {
  readonly at: Point;
  readonly radius: number;
  readonly trace: { readonly from: Point; readonly to: Point };
}

export function wantedOutline(wanted: number, at: Point, nodeRadius: number, frame: Frame): WantedOutline {
  const { centre } = frame;
  const band = bandOf(frame, wanted);
  const inner = band.inner + nodeRadius;
  const outer = Number.isFinite(band.outer) ? band.outer - nodeRadius : inner + nodeRadius;
  const here = lengthOf(at.x - centre.x, at.y - centre.y) || 1;
  const there = (inner + outer) / 2;
  const sign = Math.sign(there - here);
  const radius = nodeRadius * 0.6;
  const along = (length: number): Point => ({
    x: centre.x + ((at.x - centre.x) / here) * length,
    y: centre.y + ((at.y - centre.y) / here) * length,
  });
  const trace = { from: along(here + sign * (nodeRadius + 4)), to: along(there - sign * (radius + 2)) };
  return { at: along(there), radius, trace };
}
