import { expect, it, vi } from 'vitest';
import { Pane } from './pane.svelte';
import { lastPaper } from './remembered';

/** A sheet of that width, and a way to make it another. */
function sheetOf(width: number) {
  const sheet = document.createElement('div');
  const size = { width, height: 500 };
  Object.defineProperties(sheet, {
    clientWidth: { get: () => size.width },
    clientHeight: { get: () => size.height },
  });
  return { sheet, size };
}

it('the paper beside which somebody’s details stood for a while is not expected again', () => {
  let look = () => undefined as unknown;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(asked: () => void) {
        look = asked;
      }
      observe() {}
      disconnect() {}
    },
  );
  let opened = false;
  const pane = new Pane(
    () => 1,
    () => opened,
  );
  const { sheet, size } = sheetOf(1000);
  pane.measured(sheet);
  expect(lastPaper(1)).toEqual({ width: 1000, height: 500 });
  opened = true;
  size.width = 700;
  look();
  expect(pane.size, 'it is drawn on what there is').toEqual({ width: 700, height: 500 });
  expect(lastPaper(1), 'and the next map on all of it').toEqual({ width: 1000, height: 500 });
});
