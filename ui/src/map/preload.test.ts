import { afterEach, expect, it, vi } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import type * as Drawing from './drawing/drawing';
import type * as Layout from './layout/layout';
import { preload } from './PreloadedMap.svelte';
import { cachedDrawing, cachedLayout } from './drawing/cache';
import { defaultDisplay, displayed } from './model/display';
import { typeface } from './layout/typeface.svelte';
import { viewOf } from './model/view';

vi.mock('./layout/layout', async (original) => {
  const layout = await original<typeof Layout>();
  return { ...layout, layOut: vi.fn(layout.layOut) };
});
vi.mock('./drawing/drawing', async (original) => {
  const drawing = await original<typeof Drawing>();
  return { ...drawing, draw: vi.fn(drawing.draw) };
});
const { layOut } = await import('./layout/layout');
const { draw } = await import('./drawing/drawing');
const size = { width: 900, height: 600 };

afterEach(() => vi.useRealTimers());

/** As the map does it. */
function opened() {
  const view = displayed(viewOf(sampleView()), defaultDisplay);
  const { measure } = typeface;
  return cachedDrawing(view, cachedLayout(view.people, { size, rings: view.rings, measure }), measure);
}

it('a map that is opened soon after its client is already laid out and drawn', () => {
  vi.useFakeTimers();
  const ready = vi.fn();
  preload(sampleView(), () => size, ready)();
  vi.advanceTimersByTime(10_000);
  expect(layOut, 'a map whose client is left at once is not laid out').not.toHaveBeenCalled();
  expect(ready).not.toHaveBeenCalled();
  preload(sampleView(), () => size, ready);
  vi.advanceTimersByTime(10_000);
  expect(layOut).toHaveBeenCalledOnce();
  expect(draw).toHaveBeenCalledOnce();
  expect(ready).toHaveBeenCalledOnce();
  opened();
  expect(layOut, 'the opened map is not laid out again').toHaveBeenCalledOnce();
  expect(draw, 'the opened map is not drawn again').toHaveBeenCalledOnce();
});
