import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBrowserKey, keepBrowserOut } from './browser';

let end: () => void;

beforeEach(() => {
  end = keepBrowserOut();
});

afterEach(() => {
  end();
  document.body.replaceChildren();
});

function put(tag: string, type?: string): Element {
  const element = document.createElement(tag);
  if (type !== undefined) element.setAttribute('type', type);
  document.body.append(element);
  return element;
}

/** Whether the key still has its function in a browser. */
const served = (event: Event, on: Element = document.body) => on.dispatchEvent(event);
const press = (key: string, held: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
const mouse = (kind: string, button = 0) => new MouseEvent(kind, { bubbles: true, cancelable: true, button });

describe('keys of a browser', () => {
  it.each([
    ['F5', {}],
    ['F5', { shiftKey: true }],
    ['F5', { ctrlKey: true }],
    ['r', { ctrlKey: true }],
    ['R', { ctrlKey: true, shiftKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['ArrowRight', { altKey: true }],
    ['BrowserBack', {}],
    ['BrowserForward', {}],
    ['BrowserRefresh', {}],
    ['p', { ctrlKey: true }],
    ['+', { ctrlKey: true }],
    ['0', { ctrlKey: true }],
    ['f', { ctrlKey: true }],
  ])('%s with %j does nothing of its own, in a field too', (key, held) => {
    expect(served(press(key, held))).toBe(false);
    expect(served(press(key, held), put('input'))).toBe(false);
  });

  it.each([
    ['r', {}],
    ['ArrowLeft', {}],
    ['ArrowLeft', { ctrlKey: true }],
    ['c', { ctrlKey: true }],
    ['v', { ctrlKey: true }],
    ['a', { ctrlKey: true }],
    ['z', { ctrlKey: true }],
    ['Tab', {}],
  ])('%s with %j stays a key of the page', (key, held) => {
    expect(served(press(key, held), put('textarea'))).toBe(true);
  });

  it("still reach Kith's own functions", () => {
    const heard: string[] = [];
    const hear = (event: KeyboardEvent) => heard.push(event.key);
    window.addEventListener('keydown', hear);
    served(press('F5'));
    window.removeEventListener('keydown', hear);
    expect(heard).toEqual(['F5']);
  });

  it('are those with Cmd on a Mac, where Ctrl and Option move in a text', () => {
    const meant = (key: string, held: KeyboardEventInit) => isBrowserKey(press(key, held), true);
    expect([meant('r', { metaKey: true }), meant('[', { metaKey: true })]).toEqual([true, true]);
    expect([meant('f', { ctrlKey: true }), meant('ArrowLeft', { altKey: true })]).toEqual([false, false]);
  });
});

it('the menu of the web view opens nowhere', () => {
  const shown = (element: Element) => served(mouse('contextmenu'), element);
  const all = [put('input'), put('textarea'), put('p'), put('button'), put('dialog')];
  expect(all.map(shown)).toEqual([false, false, false, false, false]);
});

describe('the wheel over a number', () => {
  const turn = () => new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true });

  it('scrolls the page and does not change a number with the focus', () => {
    const page = document.createElement('div');
    const field = put('input', 'number') as HTMLInputElement;
    document.body.append(page);
    page.append(field);
    Object.defineProperties(page, { scrollHeight: { value: 900 }, clientHeight: { value: 100 } });
    const scrolled: unknown[] = [];
    page.scrollBy = ((by: unknown) => scrolled.push(by)) as typeof page.scrollBy;
    field.focus();
    expect(served(turn(), field), 'the web view does not change the number').toBe(false);
    expect(scrolled).toEqual([{ top: 100, left: 0 }]);
  });

  it('is left to the web view once the number has lost the focus', () => {
    const field = put('input', 'number') as HTMLInputElement;
    field.focus();
    field.blur();
    expect(served(turn(), field)).toBe(true);
  });
});

it('the side buttons of a mouse go nowhere', () => {
  expect([served(mouse('mouseup', 3)), served(mouse('mouseup', 4))]).toEqual([false, false]);
  expect(served(mouse('mouseup', 0))).toBe(true);
});
