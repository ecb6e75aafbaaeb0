/** Two presses so soon after one another, and so near, are one double click. */
const soon = 500;
const near = 6;

const pressable =
  'a, button, input, label, select, summary, textarea, [role=button], [role=option], [role=menuitem]';
/** Rows in which the same words mean another thing. */
const row = 'li, tr';
const kinds = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const;

interface Press {
  readonly on: Element | null;
  readonly name: string;
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

const nameOf = (element: Element | null) =>
  element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';

function pressOf({ target, timeStamp, clientX, clientY }: MouseEvent): Press {
  const on = target instanceof Element ? target.closest(pressable) : null;
  return { on, name: nameOf(on), at: timeStamp, x: clientX, y: clientY };
}

const isDouble = (first: Press, second: Press) =>
  second.at - first.at < soon && Math.hypot(second.x - first.x, second.y - first.y) <= near;

/** Whether both presses met the same control, or one that was drawn anew and does the same. */
function isSame(first: Press, second: Press): boolean {
  // A button that is still there may have another name by now: Undo names the act that it undoes.
  if (first.on !== null && first.on === second.on && first.on.closest(row) === null) return true;
  if (first.name !== second.name) return false;
  return first.on === second.on || (first.on?.closest(row) == null && second.on?.closest(row) == null);
}

/**
 * The second click of a double click does nothing where something else has come under the pointer: a list that moved up,
 * or a dialog that opened. Nobody saw what was there.
 */
export function guardDoubleClicks(): () => void {
  let last: Press | null = null;
  let refused = false;

  const judge = (event: PointerEvent) => {
    if (event.isPrimary === false || event.button !== 0) {
      refused = false;
      return;
    }
    const now = pressOf(event);
    refused = last !== null && isDouble(last, now) && !isSame(last, now);
    // A third click soon after is compared with the first, too.
    last = refused && last ? { ...last, at: now.at } : now;
  };
  const pass = (event: MouseEvent) => {
    if (event.type === 'pointerdown') judge(event as PointerEvent);
    // A click without a pointer comes from a key or a screen reader.
    if (!refused || (event.type === 'click' && event.detail === 0)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const kind of kinds) window.addEventListener(kind, pass, { capture: true });
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, pass, { capture: true });
  };
}
