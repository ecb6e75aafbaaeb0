import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepCompositionKeys } from './composition';

let heard: string[] = [];
let end: () => void;
const hear = ({ key }: KeyboardEvent) => void heard.push(key);

beforeEach(() => {
  heard = [];
  end = keepCompositionKeys();
  window.addEventListener('keydown', hear, { capture: true });
});

afterEach(() => {
  end();
  window.removeEventListener('keydown', hear, { capture: true });
});

function press(init: KeyboardEventInit): boolean {
  return document.body.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
  );
}

test('keys of a composition reach nothing in the window and keep what the system does', () => {
  expect(press({ key: 'Enter', isComposing: true }), 'the page does not refuse the key').toBe(true);
  press({ key: 'Escape', keyCode: 229 });
  expect(heard).toEqual([]);
});

test('keys outside a composition are heard', () => {
  press({ key: 'Enter' });
  expect(heard).toEqual(['Enter']);
});
