const mac = /Mac/u.test(navigator.userAgent);

/** Keys with which a web view reloads, searches, or goes back or forward, with or without modifier keys. */
const alone = ['f3', 'f5', 'f7', 'goback', 'goforward'];
/** Keys that do so together with Ctrl, or Cmd on a Mac. */
const withMod = ['f', 'g', 'p', 'r', '[', ']'];
const sideways = ['arrowleft', 'arrowright'];
/** Mouse buttons that go back and forward. */
const sideButtons = [3, 4];
const withoutText = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];

/** A field whose text can be cut, copied and pasted. */
function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !withoutText.includes(target.type);
  return target instanceof HTMLTextAreaElement;
}

/** Whether a key has a function of the browser. */
export function isBrowserKey(event: KeyboardEvent, onMac = mac): boolean {
  const key = event.key.toLowerCase();
  if (alone.includes(key) || key.startsWith('browser')) return true;
  if ((onMac ? event.metaKey : event.ctrlKey) && withMod.includes(key)) return true;
  // On a Mac these keys move in a text by words and lines.
  if (onMac) return event.metaKey && sideways.includes(key) && !isTextField(event.target);
  return event.altKey && (key === 'home' || sideways.includes(key));
}

/**
 * Disables the functions of a browser: a reload, for example, would show an unexpected page. Kith's own functions on
 * the same keys stay. The menu of the web view opens in text fields only, to cut, copy and paste.
 */
export function keepBrowserOut(): () => void {
  const keys = (event: KeyboardEvent) => isBrowserKey(event) && event.preventDefault();
  const menu = (event: Event) => isTextField(event.target) || event.preventDefault();
  const buttons = (event: MouseEvent) => sideButtons.includes(event.button) && event.preventDefault();
  const first = { capture: true };
  window.addEventListener('keydown', keys, first);
  window.addEventListener('contextmenu', menu, first);
  for (const kind of ['mousedown', 'mouseup'] as const) window.addEventListener(kind, buttons, first);
  return () => {
    window.removeEventListener('keydown', keys, first);
    window.removeEventListener('contextmenu', menu, first);
    for (const kind of ['mousedown', 'mouseup'] as const) window.removeEventListener(kind, buttons, first);
  };
}
