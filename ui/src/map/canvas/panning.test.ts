import { beforeEach, describe, expect, it } from 'vitest';
import { Camera } from './camera.svelte';
import { Panning } from './panning';

/** A window of 100 by 100. */
function stage() {
  const camera = new Camera();
  const captured: number[] = [];
  const svg = {
    getBoundingClientRect: () => ({ x: 0, y: 0, width: 100, height: 100 }),
    setPointerCapture: (pointer: number) => captured.push(pointer),
  };
  const panning = new Panning(
    () => camera,
    () => svg as unknown as Element,
  );
  return { camera, captured, panning };
}

const at = (clientX: number, clientY: number, of: Partial<PointerEvent> = {}) =>
  ({ button: 0, buttons: 1, pointerId: 1, isPrimary: true, clientX, clientY, ...of }) as PointerEvent;
const second = { pointerId: 2, isPrimary: false };

let camera: Camera;
let captured: number[];
let panning: Panning;
beforeEach(() => ({ camera, captured, panning } = stage()));

describe('dragging an empty place', () => {
  function grasp(event: PointerEvent) {
    panning.press(event);
    panning.hold(event);
  }

  it('moves the paper, even beyond the edge of the window', () => {
    camera.enlarge(2);
    grasp(at(50, 50));
    panning.move(at(60, 45));
    expect(camera.middle).toEqual({ x: 0.45, y: 0.525 });
    expect(captured).toEqual([1]);
  });

  it('ends on release, on cancellation, and after a release without an event', () => {
    camera.enlarge(2);
    for (const away of [() => panning.end(at(50, 50)), () => panning.move(at(60, 50, { buttons: 0 }))]) {
      grasp(at(50, 50));
      away();
      panning.move(at(90, 50));
      expect(camera.middle, 'the paper does not move').toEqual({ x: 0.5, y: 0.5 });
    }
    grasp(at(50, 50, second));
    panning.press(at(20, 20));
    panning.move(at(30, 20));
    expect(camera.middle, 'a press on a person does not go on with an earlier drag').toEqual({
      x: 0.5,
      y: 0.5,
    });
  });

  it('works with the first button only', () => {
    camera.enlarge(2);
    grasp(at(50, 50, { button: 2, buttons: 2 }));
    panning.move(at(60, 50, { buttons: 2 }));
    expect(camera.middle).toEqual({ x: 0.5, y: 0.5 });
  });
});

describe('two fingers', () => {
  it('move the paper wherever they are, even on a person', () => {
    expect(panning.press(at(40, 50)), 'a single finger on a person is left to that person').toBe(false);
    expect(panning.press(at(60, 50, second))).toBe(true);
    expect(captured).toEqual([1, 2]);
  });

  it('zoom about the middle between them', () => {
    panning.press(at(20, 50));
    panning.press(at(40, 50, second));
    panning.move(at(10, 50));
    panning.move(at(50, 50, second));
    expect(camera.zoom).toBeCloseTo(2);
    const shown = camera.middle.x + (0.3 - 0.5) / camera.zoom;
    expect(shown, 'the point between the fingers stays between them').toBeCloseTo(0.3);
  });

  it('pan together, and the one that stays goes on alone', () => {
    camera.enlarge(2);
    panning.press(at(40, 50));
    panning.press(at(60, 50, second));
    panning.move(at(40, 40));
    panning.move(at(60, 40, second));
    expect(camera.middle.y).toBeCloseTo(0.55);
    panning.end(at(40, 40));
    panning.move(at(60, 30, second));
    expect(camera.middle.y).toBeCloseTo(0.6);
  });
});

describe('Alt with an arrow', () => {
  const pressed = (key: string, of: Partial<KeyboardEvent> = {}) =>
    panning.key({ key, altKey: true, ctrlKey: false, metaKey: false, ...of } as KeyboardEvent);

  it('pans by a quarter of the window', () => {
    camera.enlarge(2);
    expect(pressed('ArrowRight')).toBe(true);
    expect(camera.middle).toEqual({ x: 0.625, y: 0.5 });
  });

  it('ignores other keys', () => {
    expect(pressed('ArrowRight', { altKey: false })).toBe(false);
    expect(pressed('Enter')).toBe(false);
  });
});

describe('a pinch', () => {
  const wheel = (deltaY: number) =>
    panning.wheel({ ctrlKey: true, deltaX: 0, deltaY, clientX: 50, clientY: 50 } as WheelEvent);

  it('on a touchpad enlarges as far as the fingers spread', () => {
    for (let step = 0; step < 14; step += 1) wheel(-5);
    expect(camera.zoom, 'fourteen small steps double the zoom').toBeCloseTo(2.01);
  });

  it('is told apart from a notch of a mouse wheel, which enlarges by a seventh', () => {
    wheel(-120);
    expect(camera.zoom).toBeCloseTo(1.14, 2);
  });

  it('on a Mac follows the scale of the gesture', () => {
    const gesture = (type: string, scale: number) =>
      panning.pinch({
        type,
        scale,
        clientX: 50,
        clientY: 50,
        preventDefault: () => undefined,
      } as unknown as MouseEvent & {
        scale: number;
      });
    gesture('gesturestart', 1);
    gesture('gesturechange', 1.5);
    gesture('gesturechange', 2);
    gesture('gesturestart', 1);
    gesture('gesturechange', 1.5);
    expect(camera.zoom).toBeCloseTo(3);
  });
});
