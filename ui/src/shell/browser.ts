import { isShortcut, mac } from '../lib/keys';

/** Keys with which a web view reloads, searches, or goes back or forward, with or without modifier keys. */
const alone = ['f3', 'f5', 'f7', 'goback', 'goforward'];
/** Keys that do so together with Ctrl, or Cmd on a Mac. */
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

/** Whether a key has a function of the browser. */
export function isBrowserKey(event: KeyboardEvent, onMac = mac): boolean {
  const key = event.key.toLowerCase();
  if (alone.includes(key) || key.startsWith('browser')) return true;
  if (isShortcut(event, onMac) && withMod.includes(key)) return true;
  // On a Mac these keys move in a text by words and lines.
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
  // Heard only meanwhile: a listener that may refuse the wheel makes every page scroll late.
  field.addEventListener('wheel', turn, { passive: false });
  field.addEventListener('blur', () => field.removeEventListener('wheel', turn), { once: true });
}

function scrollerOf(element: Element): Element | null {
  const above = element.parentElement;
  if (!above || above.scrollHeight > above.clientHeight + 1) return above;
  return scrollerOf(above);
}

/**
 * Disables the functions of a browser: a reload, for example, would show an unexpected page. Kith's own functions on
 * the same keys stay. The menu of the web view opens nowhere: text fields have one of Kith.
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
