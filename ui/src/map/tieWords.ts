import { distanceToBox, grown, overlapOf, type Box } from './geometry';
import type { Layout } from './layout';
import { costOf } from './lines';
import type { Shape } from './shapes';
import { wrapped, type Measure } from './text';
import { tenth, type Bend } from './ties';
import { bendBetween } from './underlay';
import type { MapView } from './view';

/** The word on a tie between two others. */
export interface TieWord {
  readonly box: Box;
  readonly shape: Shape;
}

const size = 11;
const widest = 110;
/** Where along a tie a word may stand, the middle first, and how far beside it. */
const shares = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86];
const asides = [0, 8, 16, 24, 32, 40].flatMap((aside) => (aside === 0 ? [0] : [aside, -aside]));
const perPixel = 0.4;

/** The words on ties among others, each beside its own, on nobody and on no name; where none fits the panel has it. */
export function tieWords({ between }: MapView, layout: Layout, measure: Measure): readonly TieWord[] {
  const { frame, lines } = layout;
  const nodes = new Map(layout.nodes.map((node) => [node.id, node]));
  const taken = layout.nodes.map(({ label }) => label.box);
  const isFree = (box: Box) =>
    distanceToBox(box, frame.centre) > frame.client + 2 &&
    layout.nodes.every(({ at, radius }) => distanceToBox(box, at) > radius + 2) &&
    taken.every((other) => overlapOf(grown(box, 1), other) === 0);
  return between.flatMap(({ one, other, words }): TieWord[] => {
    const [from, to] = [nodes.get(one), nodes.get(other)];
    const [text] = wrapped(words ?? '', widest, 1, (it) => measure(it, size, 'regular'));
    if (!from || !to || text === undefined) return [];
    const box = placesOn(bendBetween(from, to, frame), measure(text, size, 'regular'))
      .filter(({ box }) => isWithin(box, frame.size) && isFree(box))
      .map((place) => ({ ...place, cost: place.dislike + costOf(place.box, lines, -1) }))
      .sort((near, far) => near.cost - far.cost)[0]?.box;
    if (!box) return [];
    taken.push(box);
    const [x, y] = [tenth(box.x + box.width / 2), tenth(box.y + size * 0.85)];
    return [{ box, shape: { kind: 'text', look: 'relation', x, y, size, text } }];
  });
}

interface Place {
  readonly box: Box;
  readonly dislike: number;
}

function placesOn(bend: Bend, width: number): readonly Place[] {
  return shares.flatMap((share, index) => {
    const at = bend.at(bend.length * share);
    const next = bend.at(bend.length * share + 1);
    return asides.map((aside): Place => {
      const middle = { x: at.x - (next.y - at.y) * aside, y: at.y + (next.x - at.x) * aside };
      const box = { x: middle.x - width / 2, y: middle.y - size / 2, width, height: size };
      return { box, dislike: index * 0.5 + Math.abs(aside) * perPixel };
    });
  });
}

function isWithin(box: Box, paper: { readonly width: number; readonly height: number }): boolean {
  return (
    box.x >= 2 && box.y >= 2 && box.x + box.width <= paper.width - 2 && box.y + box.height <= paper.height - 2
  );
}
