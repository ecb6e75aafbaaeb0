import type { Point } from '../model/geometry';

/** The person who is being dragged, and the place of the pointer. */
interface Dragged {
  readonly id: string;
  /** The middle of the node, in the window. */
  readonly at: Point;
}

const dragThreshold = 4;

/** Whether a pointer has moved far enough from where it was pressed to count as a drag. */
export function isDrag(from: Point, { clientX, clientY }: PointerEvent): boolean {
  return Math.hypot(clientX - from.x, clientY - from.y) >= dragThreshold;
}

interface Hold {
  readonly id: string;
  readonly pointer: number;
  readonly start: Point;
  /** From the pointer to the middle of the node. */
  readonly offset: Point;
  readonly how: How;
}

/** `still`: can only be pressed. `sideways`: moving up or down does not begin a drag. */
type How = 'freely' | 'sideways' | 'still';

/** How a press ended. */
type Release = 'pressed' | 'dragged' | 'nothing';

/** Handles one drag at a time of a person on the map or in the tray. */
export class Drag {
  dragged = $state.raw<Dragged | null>(null);

  #hold: Hold | null = null;
  #dropped: (id: string, at: Point) => void;

  constructor(dropped: (id: string, at: Point) => void) {
    this.#dropped = dropped;
  }

  /**
   * A press on a person of the map; `middle` is the middle of the node in the window. On a fixed map nobody can be
   * dragged.
   */
  startOnMap(id: string, event: PointerEvent, middle: Point, fixed = false) {
    const offset = { x: middle.x - event.clientX, y: middle.y - event.clientY };
    this.#start(id, event, offset, fixed ? 'still' : 'freely');
  }

  /** A press on a person in a list. A finger that moves up or down scrolls the list. */
  startInList(id: string, event: PointerEvent, fixed = false) {
    const how = event.pointerType === 'touch' ? 'sideways' : 'freely';
    this.#start(id, event, { x: 0, y: 0 }, fixed ? 'still' : how);
  }

  /** Begins to hold a person. A second finger cannot take over until the first is lifted. */
  #start(id: string, event: PointerEvent, offset: Point, how: How) {
    if (event.button !== 0 || this.#hold) return;
    const start = { x: event.clientX, y: event.clientY };
    this.#hold = { id, pointer: event.pointerId, start, offset, how };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent) {
    const hold = this.#hold;
    if (!hold || hold.pointer !== event.pointerId) return;
    // The pointer was released where this page got no event, for example under a dialog.
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

  /** Ends the drag. It counts as a press only when the pointer was pressed and released on the same person. */
  drop(id: string, event: PointerEvent): Release {
    const hold = this.#hold;
    if (!hold || hold.pointer !== event.pointerId) return 'nothing';
    const { dragged } = this;
    this.cancel();
    if (dragged) this.#dropped(dragged.id, dragged.at);
    if (dragged) return 'dragged';
    return hold.id === id && (hold.how !== 'still' || !isDrag(hold.start, event)) ? 'pressed' : 'nothing';
  }

  /** Cancels the drag when scrolling by the browser or a second finger takes the pointer. */
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
