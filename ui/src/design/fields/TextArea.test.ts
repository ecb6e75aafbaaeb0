import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import TextArea from './TextArea.svelte';

afterEach(() => vi.unstubAllGlobals());

/** A text area in a page whose layout the test decides. */
function shown() {
  let resized!: () => void;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe() {
        return undefined;
      }
      disconnect() {
        return undefined;
      }
    },
  );
  const fonts = new EventTarget();
  Object.defineProperty(document, 'fonts', { value: fonts, configurable: true });
  render(TextArea, { label: 'Summary', value: 'A long note.' });
  const area = screen.getByLabelText<HTMLTextAreaElement>('Summary');
  const lay = (width: number, height: number) => {
    Object.defineProperty(area, 'clientWidth', { value: width, configurable: true });
    Object.defineProperty(area, 'scrollHeight', { value: height, configurable: true });
  };
  return { area, lay, resize: () => resized(), load: () => fonts.dispatchEvent(new Event('loadingdone')) };
}

test('the last line is in sight once the typeface is there', () => {
  const { area, lay, load } = shown();
  lay(400, 164);
  load();
  expect(area.style.blockSize).toBe('166px');
});

test('the last line is in sight in another width', () => {
  const { area, lay, resize } = shown();
  lay(300, 210);
  resize();
  expect(area.style.blockSize).toBe('212px');
});
