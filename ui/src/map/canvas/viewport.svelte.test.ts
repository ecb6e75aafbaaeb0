import { flushSync } from 'svelte';
import { expect, it, vi } from 'vitest';
import { Viewport } from './viewport.svelte';

/** A sheet of the given width, with a function that changes the width. */
function pageOf(width: number) {
  const sheet = document.createElement('div');
  const size = { width, height: 500 };
  Object.defineProperties(sheet, {
    clientWidth: { get: () => size.width },
    clientHeight: { get: () => size.height },
  });
  return { sheet, size };
}

it('a map that is prepared is measured once, and again when it is in front', () => {
  const observed = vi.fn();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = observed;
      disconnect() {}
    },
  );
  const viewport = new Viewport(() => 2);
  const { sheet, size } = pageOf(1000);
  const end = $effect.root(() => {
    viewport.measured(false)(sheet);
  });
  flushSync();
  expect(viewport.size, 'a larger drawing has less paper in the window').toEqual({ width: 500, height: 250 });
  expect(observed, 'the hidden map is not measured').not.toHaveBeenCalled();
  size.width = 700;
  viewport.measured(true)(sheet);
  expect(viewport.size).toEqual({ width: 350, height: 250 });
  expect(observed).toHaveBeenCalledOnce();
  end();
});
