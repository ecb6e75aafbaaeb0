/** Whether a key belongs to a text field and not to a shortcut. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
  );
}

/** The name of a key press: "mod+shift+z", "n", "?", "escape". */
export function pressed(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const shift = event.shiftKey && event.key.length === 1 && /[a-z]/iu.test(event.key) ? 'shift+' : '';
  return `${mod}${shift}${event.key.toLowerCase()}`;
}

/** Whether a dialog is open. Shortcuts of the page behind it do nothing. */
export function isBehindDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
