import { afterEach, expect, it, vi } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import type * as Layout from './layout';
import { prepared } from './prepared';
import { layoutOf, rememberPaper } from './remembered';
import { everything, seen } from './seen';
import { typeface } from './typeface.svelte';
import { viewOf } from './view';

vi.mock('./layout', async (original) => {
  const layout = await original<typeof Layout>();
  return { ...layout, layOut: vi.fn(layout.layOut) };
});
const { layOut } = await import('./layout');
const size = { width: 900, height: 600 };

afterEach(() => vi.useRealTimers());

/** As the map does it. */
function opened() {
  const { people, rings } = seen(viewOf(sampleView()), everything);
  return layoutOf(people, { size, rings, measure: typeface.measure });
}

it('a map that is opened a moment after its client is laid out already', () => {
  vi.useFakeTimers();
  rememberPaper(size, 1);
  prepared(sampleView())();
  vi.advanceTimersByTime(10_000);
  expect(layOut, 'the client was left at once').not.toHaveBeenCalled();
  prepared(sampleView());
  vi.advanceTimersByTime(10_000);
  expect(layOut).toHaveBeenCalledOnce();
  opened();
  expect(layOut, 'it is known').toHaveBeenCalledOnce();
});
