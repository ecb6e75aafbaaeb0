import type { Point } from './geometry';

/** What is being dragged, and where the pointer holds it. */
interface Carried {
  readonly id: string;
  /** The middle of the node, in the window. */
  readonly at: Point;
}

const slack = 4;

/** Whether a pointer has gone far enough from where it was pressed for the press to be a drag. */
export function strayed(from: Point, { clientX, clientY }: PointerEvent): boolean {
  return Math.hypot(clientX - from.x, clientY - from.y) >= slack;
}

interface Hold {
  readonly id: string;
  readonly pointer: number;
  readonly start: Point;
  /** From the pointer to the middle of what is held. */
  readonly offset: Point;
}

/** One drag at a time: a person of the map or of the tray, wherever it began. */
export class Carry {
  carried = $state.raw<Carried | null>(null);

  #hold: Hold | null = null;
  #dropped: (id: string, at: Point) => void;

  constructor(dropped: (id: string, at: Point) => void) {
    this.#dropped = dropped;
  }

  take(id: string, event: PointerEvent, middle?: Point) {
    if (event.button !== 0) return;
    const at = { x: event.clientX, y: event.clientY };
    const offset = middle ? { x: middle.x - at.x, y: middle.y - at.y } : { x: 0, y: 0 };
    this.#hold = { id, pointer: event.pointerId, start: at, offset };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent) {
    const hold = this.#hold;
    if (!hold || hold.pointer !== event.pointerId) return;
    if (!this.carried && !strayed(hold.start, event)) return;
    this.carried = {
      id: hold.id,
      at: { x: event.clientX + hold.offset.x, y: event.clientY + hold.offset.y },
    };
  }

  /** Whether something was carried, rather than just pressed. */
  drop(event: PointerEvent): boolean {
    const { carried } = this;
    if (!this.#hold || this.#hold.pointer !== event.pointerId) return false;
    this.cancel();
    if (carried) this.#dropped(carried.id, carried.at);
    return carried !== null;
  }

  cancel() {
    this.#hold = null;
    this.carried = null;
  }
}
