import { isBehindDialog, isWriting, pressed, singleKey } from '../lib/keys';

type Acts = Readonly<Record<string, () => void>>;

/** The actions of keys, by the name of the key. */
export interface Shortcuts {
  /** Over dialogs too. */
  readonly atOnce: Acts;
  /** In fields too. */
  readonly always: Acts;
  readonly whileReading: Acts;
  readonly escape: () => void;
  /** A letter, digit or sign pressed alone. Returns whether it did something. */
  readonly alone: (key: string) => boolean;
}

/** Hands a key press to what it means, and keeps it from the web view then. */
export function actOnKey(event: KeyboardEvent, keys: Shortcuts) {
  if (event.defaultPrevented || event.altKey) return;
  const name = pressed(event);
  const single = singleKey(event);
  if (keys.atOnce[name]) keys.atOnce[name]();
  else if (isBehindDialog()) return;
  else if (keys.always[name]) keys.always[name]();
  else if (name === 'escape') keys.escape();
  else if (isWriting(event.target)) return;
  else if (keys.whileReading[name]) keys.whileReading[name]();
  // In a row of answers a digit may mean an answer.
  else if (single === null || (/\d/u.test(single) && event.target instanceof HTMLInputElement)) return;
  else if (!keys.alone(single)) return;
  event.preventDefault();
}
