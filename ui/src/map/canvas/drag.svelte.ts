import type { Point } from '../model/geometry';

/** The person being dragged, and the pointer's place. */
interface Dragged {
  readonly id: string;
  /** The middle of the node, in the window. */
  readonly at: Point;
}

const slack = 4;

/** Whether a pointer has gone far enough from where it was pressed for the press to be a drag. */
export function isDrag(from: Point, { clientX, clientY }: PointerEvent): boolean {
  return Math.hypot(clientX - from.x, clientY - from.y) >= slack;
}

interface Hold {
  readonly id: string;
  readonly pointer: number;
  readonly start: Point;
  /** From the pointer to the middle of what is held. */
  readonly offset: Point;
  /** Going up and down is not carrying yet. */
  readonly sideways: boolean;
}

/** One drag at a time: a person of the map or of the tray, wherever it began. */
export class Drag {
  dragged = $state.raw<Dragged | null>(null);

  #hold: Hold | null = null;
  #dropped: (id: string, at: Point) => void;

  constructor(dropped: (id: string, at: Point) => void) {
    this.#dropped = dropped;
  }

  /** A press on somebody of the map, whose middle is there in the window. */
  startOnMap(id: string, event: PointerEvent, middle: Point) {
    this.#start(id, event, { x: middle.x - event.clientX, y: middle.y - event.clientY });
  }

  /** A press on somebody of a list: a finger that goes up or down scrolls it. */
  startInList(id: string, event: PointerEvent) {
    this.#start(id, event, { x: 0, y: 0 }, event.pointerType === 'touch');
  }

  /** Whoever is held stays so until let go, whatever another finger presses. */
  #start(id: string, event: PointerEvent, offset: Point, sideways = false) {
    if (event.button !== 0 || this.#hold) return;
    const start = { x: event.clientX, y: event.clientY };
    this.#hold = { id, pointer: event.pointerId, start, offset, sideways };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent) {
    const hold = this.#hold;
    if (!hold || hold.pointer !== event.pointerId) return;
    // Let go where nobody heard of it: beneath something that came in front.
    if (event.buttons === 0) {
      this.cancel();
      return;
    }
    if (!this.dragged) {
      if (!isDrag(hold.start, event)) return;
      const [across, along] = [event.clientX - hold.start.x, event.clientY - hold.start.y].map(Math.abs);
      if (hold.sideways && (across ?? 0) <= (along ?? 0)) return;
    }
    this.dragged = {
      id: hold.id,
      at: { x: event.clientX + hold.offset.x, y: event.clientY + hold.offset.y },
    };
  }

  /** Ends the drag. Returns whether something was dragged rather than just pressed. */
  drop(event: PointerEvent): boolean {
    const { dragged } = this;
    if (!this.#hold || this.#hold.pointer !== event.pointerId) return false;
    this.cancel();
    if (dragged) this.#dropped(dragged.id, dragged.at);
    return dragged !== null;
  }

  /** Cancels the drag when the browser's scrolling or a second finger takes the pointer. */
  lose(event: PointerEvent) {
    if (this.#hold?.pointer === event.pointerId) this.cancel();
  }

  cancel() {
    this.#hold = null;
    this.dragged = null;
  }
}
