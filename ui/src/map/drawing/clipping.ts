import { around, lengthOf, type Box, type Point } from '../model/geometry';

/** A shorter piece of line between two names would look like a speck of dirt. */
const shortest = 5;
/** If hardly anything of a line would be left, the whole line is kept: a line across a name is better than no line. */
const least = 10;

/**
 * Cuts a line at the names that overlap it and returns its pieces. The line itself is cut instead of masked, so that
 * every program and every printer shows the same.
 */
export function clipLine(line: readonly Point[], names: readonly Box[]): readonly (readonly Point[])[] {
  const seen = visibleParts(line, names);
  return seen.reduce((sum, piece) => sum + lengthAlong(piece), 0) < least ? [line] : seen;
}

/** The parts of a line that no name covers; possibly none. */
export function visibleParts(line: readonly Point[], names: readonly Box[]): readonly (readonly Point[])[] {
  const near = names.length === 0 ? names : onTheWay(line, names);
  if (near.length === 0) return [line];
  const pieces: Point[][] = [];
  let open: Point[] | undefined;
  for (let index = 1; index < line.length; index += 1) {
    const [from, to] = [line[index - 1], line[index]];
    if (!from || !to) continue;
    let along = 0;
    for (const { enter, leave } of hiddenParts(from, to, near)) {
      if (enter > along) {
        open ??= begun(pieces, between(from, to, along));
        open.push(between(from, to, enter));
      }
      open = undefined;
      along = leave;
    }
    if (along >= 1) continue;
    open ??= begun(pieces, between(from, to, along));
    open.push(to);
  }
  return pieces.filter((piece) => lengthAlong(piece) >= shortest);
}

function begun(pieces: Point[][], at: Point): Point[] {
  const piece = [at];
  pieces.push(piece);
  return piece;
}

interface Part {
  readonly enter: number;
  readonly leave: number;
}

/** The parts of a straight line that lie on names, in order and without overlap. */
function hiddenParts(from: Point, to: Point, names: readonly Box[]): readonly Part[] {
  const parts: Part[] = [];
  for (const box of names) {
    const part = partInside(box, from, to);
    if (part) parts.push(part);
  }
  if (parts.length < 2) return parts;
  parts.sort((one, other) => one.enter - other.enter);
  return parts.reduce<Part[]>((joined, part) => {
    const last = joined.at(-1);
    if (!last || part.enter > last.leave) return [...joined, part];
    return [...joined.slice(0, -1), { enter: last.enter, leave: Math.max(last.leave, part.leave) }];
  }, []);
}

/** The part of a straight line that is inside a box, in parts of its length. */
function partInside(box: Box, from: Point, to: Point): Part | undefined {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  // A quick way out: most names are beside most parts of a line.
  if (from.x <= box.x ? to.x <= box.x : from.x >= right && to.x >= right) return undefined;
  if (from.y <= box.y ? to.y <= box.y : from.y >= bottom && to.y >= bottom) return undefined;
  const across = within(box.x, box.width, from.x, to.x);
  const down = within(box.y, box.height, from.y, to.y);
  const enter = Math.max(0, across.enter, down.enter);
  const leave = Math.min(1, across.leave, down.leave);
  return leave > enter ? { enter, leave } : undefined;
}

function within(low: number, size: number, from: number, to: number): Part {
  const distance = to - from;
  if (distance === 0) {
    const inside = from > low && from < low + size;
    return inside ? { enter: 0, leave: 1 } : { enter: 1, leave: 0 };
  }
  const [one, other] = [(low - from) / distance, (low + size - from) / distance];
  return { enter: Math.min(one, other), leave: Math.max(one, other) };
}

function between(from: Point, to: Point, part: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

export function lengthAlong(line: readonly Point[]): number {
  let length = 0;
  for (let index = 1; index < line.length; index += 1) {
    const [from, to] = [line[index - 1], line[index]];
    if (from && to) length += lengthOf(to.x - from.x, to.y - from.y);
  }
  return length;
}

/** Whether no name covers any part of a line. */
export function isUncovered(line: readonly Point[], names: readonly Box[]): boolean {
  return onTheWay(line, names).every((box) =>
    line.every((to, index) => !partInside(box, line[Math.max(index - 1, 0)] ?? to, to)),
  );
}

/** The names that could lie on a line, judged by its bounding box. */
function onTheWay(line: readonly Point[], names: readonly Box[]): readonly Box[] {
  const { x, y, width, height } = around(line);
  return names.filter(
    (box) => box.x < x + width && box.x + box.width > x && box.y < y + height && box.y + box.height > y,
  );
}
