import type { Caption, Grade } from './captions';
import { lead, secondRing, type Body } from './body';
import { ForceSimulation } from './forces';
import { pointAt } from '../model/geometry';
import type { Placed } from '../model/place';
import { bandOf, type Frame } from './rings';

/**
 * Rounds in which a weakening force pulls nodes back to their home; then rounds in which they only push each other
 * apart.
 */
const drawn = 24;
const passing = 40;
const rounds = 80;
const settling = 12;
/** Neighbours are found again after so many rounds. */
const fresh = 8;

/** Places all nodes in their rings; `undefined` if two nodes still touch. */
export function placeNodes(
  people: readonly Placed[],
  captions: readonly Caption[],
  frame: Frame,
  grade: Grade,
): readonly Body[] | undefined {
  const bodies = people.map((person, index) => bodyOf(person, captions[index], frame, grade, index));
  const simulation = new ForceSimulation(bodies, frame);
  for (let round = 0; round < rounds; round += 1) {
    if (round % fresh === 0) simulation.findNeighbours(round < passing);
    const pull = 0.1 * (1 - round / drawn);
    if (pull > 0) simulation.pullHome(pull);
    simulation.clearLines(0.6);
    const moved = simulation.pushApart(0.45);
    simulation.keepInRings();
    if (round > passing && moved < 0.5) break;
  }
  simulation.findNeighbours(false);
  for (let round = 0; round < settling; round += 1) {
    simulation.separateNodes();
    simulation.keepInRings();
  }
  return simulation.isTouching()
    ? undefined
    : bodies.map((body, index) => ({ ...body, ...simulation.positionOf(index) }));
}

function bodyOf(
  person: Placed,
  caption: Caption | undefined,
  frame: Frame,
  grade: Grade,
  index: number,
): Body {
  const band = bandOf(frame, person.ring);
  const radius = grade.radius + (person.focus ? secondRing : 0);
  const inner = band.inner + radius + 3;
  const outer = Number.isFinite(band.outer) ? Math.max(band.outer - radius - 3, inner) : band.outer;
  const distance = Number.isFinite(band.outer) ? (inner + outer) / 2 : inner + 2;
  const angle = Number.isFinite(person.angle) ? person.angle : 0;
  const home = pointAt(frame.centre, angle, distance);
  // Two nodes at exactly the same point could not be pushed apart, so each later one starts a little further on.
  const start = pointAt(frame.centre, angle + index * 0.01, distance);
  const side = Math.cos((angle * Math.PI) / 180) > 0.1 ? 'above' : 'below';
  const half = ((caption?.height ?? 0) + lead) / 2;
  return {
    ...start,
    radius,
    home: { ...home, angle },
    inner,
    outer,
    side,
    halfWidth: Math.max((caption?.width ?? 0) / 2, radius) + 2,
    halfHeight: radius + half + 1,
    shift: side === 'above' ? -half : half,
  };
}
