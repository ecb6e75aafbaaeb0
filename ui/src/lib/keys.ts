/** On a Mac, Command begins a shortcut and Ctrl moves in a text; elsewhere Ctrl begins a shortcut. */
export const mac = typeof navigator !== 'undefined' && /Mac/u.test(navigator.userAgent);

/** Whether keys without Ctrl or Command act outside a field. Somebody who speaks to the computer switches them off. */
export const singleKeys = { on: true };

/** Keys that somebody types go to the field, not to a shortcut. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
  );
}

/** Whether the key that begins a shortcut is held. */
export function isShortcut(event: KeyboardEvent, onMac = mac): boolean {
  return onMac ? event.metaKey : event.ctrlKey;
}

/** Whether a key is held with which a letter or digit means something else. */
export function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/** The name of a key press: "mod+shift+z", "n", "?", "escape". Ctrl on a Mac is "other+…", Windows elsewhere too. */
export function pressed(event: KeyboardEvent, onMac = mac): string {
  const mod = isShortcut(event, onMac) ? 'mod+' : '';
  const other = (onMac ? event.ctrlKey : event.metaKey) ? 'other+' : '';
  const shift = event.shiftKey && event.key.length === 1 && /[a-z]/iu.test(event.key) ? 'shift+' : '';
  return `${other}${mod}${shift}${event.key.toLowerCase()}`;
}

/** A letter, digit or sign pressed alone, outside a field, while such keys are switched on; otherwise null. */
export function singleKey(event: KeyboardEvent): string | null {
  const letter = event.key.length === 1 && !event.defaultPrevented && !hasModifier(event);
  return singleKeys.on && letter && !isWriting(event.target) ? event.key.toLowerCase() : null;
}

/** A dialog is open: nothing behind it answers to keys. */
export function isBehindDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
