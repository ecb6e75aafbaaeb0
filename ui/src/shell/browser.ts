import { isShortcut, mac } from '../lib/keys';

/** Keys with which a web view reloads, searches, goes back or forward, whatever is held with them. */
const alone = ['f3', 'f5', 'f7', 'goback', 'goforward'];
/** The same with Ctrl, on a Mac with Cmd. */
const withMod = ['f', 'g', 'p', 'r', '[', ']', '+', '=', '-', '0'];
const sideways = ['arrowleft', 'arrowright'];
/** Mouse buttons that go back and forward. */
const sideButtons = [3, 4];
const withoutText = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];

/** A field whose text can be cut, copied and pasted. */
export function isTextField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  if (target instanceof HTMLInputElement) return !withoutText.includes(target.type);
  return target instanceof HTMLTextAreaElement;
}

/** A key with which the web view would do something of a browser. */
export function isBrowserKey(event: KeyboardEvent, onMac = mac): boolean {
  const key = event.key.toLowerCase();
  if (alone.includes(key) || key.startsWith('browser')) return true;
  if (isShortcut(event, onMac) && withMod.includes(key)) return true;
  // On a Mac these move in a text by words and lines.
  if (onMac) return isShortcut(event, onMac) && sideways.includes(key) && !isTextField(event.target);
  return event.altKey && (key === 'home' || sideways.includes(key));
}

/** While a number has the focus the wheel would change it; it is for the page alone. */
function steadyNumbers(event: Event) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || field.type !== 'number') return;
  const turn = (wheel: WheelEvent) => {
    wheel.preventDefault();
    scrollerOf(field)?.scrollBy({ top: wheel.deltaY, left: wheel.deltaX });
  };
  // Heard only meanwhile: who listens to the wheel and may refuse it makes every page scroll late.
  field.addEventListener('wheel', turn, { passive: false });
  field.addEventListener('blur', () => field.removeEventListener('wheel', turn), { once: true });
}

function scrollerOf(element: Element): Element | null {
  const above = element.parentElement;
  if (!above || above.scrollHeight > above.clientHeight + 1) return above;
  return scrollerOf(above);
}

/**
 * Keeps the functions of a browser out of the window: a reload would show a page nobody asked for. Functions of Kith on
 * the same keys stay. The web view's own menu opens nowhere: text fields have one of Kith.
 */
export function keepBrowserOut(): () => void {
  const keys = (event: KeyboardEvent) => isBrowserKey(event) && event.preventDefault();
  const menu = (event: Event) => event.preventDefault();
  const buttons = (event: MouseEvent) => sideButtons.includes(event.button) && event.preventDefault();
  const heard = [
    ['keydown', keys],
    ['contextmenu', menu],
    ['mousedown', buttons],
    ['mouseup', buttons],
    ['focusin', steadyNumbers],
  ] as [string, (event: Event) => void][];
  for (const [kind, hear] of heard) window.addEventListener(kind, hear, { capture: true });
  return () => {
    for (const [kind, hear] of heard) window.removeEventListener(kind, hear, { capture: true });
  };
}
