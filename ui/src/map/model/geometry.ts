export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

/** Any number of degrees as 0 ≤ angle < 360, rounded to a tenth. */
export function turned(degrees: number): number {
  const tenths = Math.round(degrees * 10) % 3600;
  return (tenths < 0 ? tenths + 3600 : tenths) / 10;
}

/** The turn from one angle to another: −180 < turn ≤ 180. */
export function turnBetween(from: number, to: number): number {
  const turn = (((to - from) % 360) + 360) % 360;
  return turn > 180 ? turn - 360 : turn;
}

/** The point at an angle and a distance from the centre. */
export function pointAt(centre: Point, angle: number, distance: number): Point {
  const radians = (angle * Math.PI) / 180;
  return { x: centre.x + distance * Math.sin(radians), y: centre.y - distance * Math.cos(radians) };
}

/** The angle of a point as seen from the centre. */
export function angleOf(centre: Point, point: Point): number {
  return turned((Math.atan2(point.x - centre.x, centre.y - point.y) * 180) / Math.PI);
}

/** The same as `Math.hypot`, which is ten times as slow because it handles extremely large numbers. */
export function lengthOf(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}

export function distanceBetween(one: Point, other: Point): number {
  return lengthOf(one.x - other.x, one.y - other.y);
}

/** The area that two boxes have in common; 0 if they do not touch. */
export function overlapOf(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** The length of a line inside a box. */
export function lengthInside(box: Box, from: Point, to: Point): number {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  let enter = 0;
  let leave = 1;
  if (dx === 0) {
    if (from.x <= box.x || from.x >= right) return 0;
  } else {
    const one = (box.x - from.x) / dx;
    const other = (right - from.x) / dx;
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  if (dy === 0) {
    if (from.y <= box.y || from.y >= bottom) return 0;
  } else {
    const one = (box.y - from.y) / dy;
    const other = (bottom - from.y) / dy;
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  return leave > enter ? (leave - enter) * lengthOf(dx, dy) : 0;
}

/** The distance of a point from the nearest point of a box. */
export function distanceToBox(box: Box, point: Point): number {
  const dx = Math.max(box.x - point.x, 0, point.x - box.x - box.width);
  const dy = Math.max(box.y - point.y, 0, point.y - box.y - box.height);
  return lengthOf(dx, dy);
}

/** The box, larger by so many pixels on every side. */
export function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** The nearest point inside a box. */
export function kept(box: Box, point: Point): Point {
  return {
    x: Math.min(Math.max(point.x, box.x), box.x + box.width),
    y: Math.min(Math.max(point.y, box.y), box.y + box.height),
  };
}

/** The smallest box around points. */
export function around(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The square around a point. */
export function square({ x, y }: Point, half: number): Box {
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}
