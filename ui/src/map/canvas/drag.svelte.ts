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
  readonly how: How;
}

/** `still`: a press only. `sideways`: going up and down is not dragging yet. */
type How = 'freely' | 'sideways' | 'still';

/** What letting go of somebody was. */
type Release = 'pressed' | 'dragged' | 'nothing';

/** One drag at a time: a person of the map or of the tray, wherever it began. */
export class Drag {
  dragged = $state.raw<Dragged | null>(null);

  #hold: Hold | null = null;
  #dropped: (id: string, at: Point) => void;

  constructor(dropped: (id: string, at: Point) => void) {
    this.#dropped = dropped;
  }

  /** A press on somebody of the map, whose middle is there in the window; of a fixed map nobody is dragged. */
  startOnMap(id: string, event: PointerEvent, middle: Point, fixed = false) {
    const offset = { x: middle.x - event.clientX, y: middle.y - event.clientY };
    this.#start(id, event, offset, fixed ? 'still' : 'freely');
  }

  /** A press on somebody of a list: a finger that goes up or down scrolls it. */
  startInList(id: string, event: PointerEvent, fixed = false) {
    const how = event.pointerType === 'touch' ? 'sideways' : 'freely';
    this.#start(id, event, { x: 0, y: 0 }, fixed ? 'still' : how);
  }

  /** Whoever is held stays so until let go, whatever another finger presses. */
  #start(id: string, event: PointerEvent, offset: Point, how: How) {
    if (event.button !== 0 || this.#hold) return;
    const start = { x: event.clientX, y: event.clientY };
    this.#hold = { id, pointer: event.pointerId, start, offset, how };
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
      if (hold.how === 'still' || !isDrag(hold.start, event)) return;
      const [across, along] = [event.clientX - hold.start.x, event.clientY - hold.start.y].map(Math.abs);
      if (hold.how === 'sideways' && (across ?? 0) <= (along ?? 0)) return;
    }
    this.dragged = {
      id: hold.id,
      at: { x: event.clientX + hold.offset.x, y: event.clientY + hold.offset.y },
    };
  }

  /** Ends the drag. A release over somebody is a press of them only where it began, and where it began on them. */
  drop(id: string, event: PointerEvent): Release {
    const hold = this.#hold;
    if (!hold || hold.pointer !== event.pointerId) return 'nothing';
    const { dragged } = this;
    this.cancel();
    if (dragged) this.#dropped(dragged.id, dragged.at);
    if (dragged) return 'dragged';
    return hold.id === id && (hold.how !== 'still' || !isDrag(hold.start, event)) ? 'pressed' : 'nothing';
  }

  /** Cancels the drag when the browser's scrolling or a second finger takes the pointer. */
  lose(event: PointerEvent) {
    if (this.#hold?.pointer === event.pointerId) this.cancel();
  }

  /** Returns whether somebody was being dragged. */
  cancel(): boolean {
    const wasDragged = this.dragged !== null;
    this.#hold = null;
    this.dragged = null;
    return wasDragged;
  }
}
