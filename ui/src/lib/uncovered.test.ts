import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { uncovered } from './uncovered';

let [page, field, bar] = [
  document.createElement('div'),
  document.createElement('textarea'),
  document.createElement('div'),
];
let end: () => void;

const stands = (element: Element, top: number, bottom: number, left = 0, right = 600) =>
  vi.spyOn(element, 'getBoundingClientRect').mockReturnValue({ top, bottom, left, right } as DOMRect);

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => run());
  [page, field, bar] = [
    document.createElement('div'),
    document.createElement('textarea'),
    document.createElement('div'),
  ];
  page.style.overflowY = 'auto';
  page.append(field, bar);
  document.body.append(page);
  Object.defineProperty(page, 'scrollHeight', { value: 2000 });
  Object.defineProperty(page, 'clientHeight', { value: 600 });
  stands(page, 0, 600);
  stands(bar, 520, 600);
  end = uncovered(() => bar)(page);
});

afterEach(() => {
  end();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

test('a field behind the bar is scrolled out from under it as it gets the focus', () => {
  stands(field, 540, 580);
  field.focus();
  expect(page.scrollTop).toBe(60);
});

test('a field that grows behind the bar is followed', () => {
  stands(field, 400, 545);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  expect(page.scrollTop).toBe(25);
});

test('the beginning of a field larger than the page stays in sight', () => {
  stands(field, 100, 900);
  field.focus();
  expect(page.scrollTop).toBe(100);
});

test('nothing moves for a field above the bar or beside it', () => {
  stands(field, 300, 340);
  field.focus();
  field.blur();
  stands(field, 540, 580, 700, 900);
  field.focus();
  expect(page.scrollTop).toBe(0);
});
