import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Drag } from './drag.svelte';

const currentTarget = { setPointerCapture: () => undefined };
const at = (clientX: number, clientY: number, of: Partial<PointerEvent> = {}) =>
  ({
    button: 0,
    buttons: 1,
    pointerId: 1,
    pointerType: 'touch',
    clientX,
    clientY,
    currentTarget,
    ...of,
  }) as PointerEvent;

const dropped = vi.fn();
let drag: Drag;
beforeEach(() => {
  dropped.mockClear();
  drag = new Drag(dropped);
});

describe('a person on the map', () => {
  it('is dragged by the middle once the pointer has moved far enough', () => {
    drag.startOnMap('p01', at(10, 10), { x: 12, y: 10 });
    drag.move(at(12, 10));
    expect(drag.dragged, 'a short movement is a press and no drag').toBeNull();
    drag.move(at(10, 30));
    expect(drag.drop('p01', at(10, 30))).toBe('dragged');
    expect(dropped).toHaveBeenCalledWith('p01', { x: 12, y: 30 });
  });

  it('stays held when a second finger presses another person', () => {
    const second = { pointerId: 2 };
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 });
    drag.startOnMap('p02', at(90, 90, second), { x: 90, y: 90 });
    drag.move(at(50, 50));
    drag.lose(at(90, 90, second));
    expect(drag.drop('p02', at(90, 90, second)), 'the second finger drops nobody').toBe('nothing');
    expect(drag.drop('p01', at(50, 50))).toBe('dragged');
    expect(dropped.mock.calls).toEqual([['p01', { x: 50, y: 50 }]]);
  });

  it('goes back to its place when the drag is cancelled', () => {
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 });
    expect(drag.cancel(), 'there is no drag to cancel after a press').toBe(false);
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 });
    drag.move(at(50, 50));
    expect(drag.cancel()).toBe(true);
    drag.move(at(60, 60));
    expect(drag.dragged).toBeNull();
    expect(drag.drop('p01', at(60, 60))).toBe('nothing');
    expect(dropped).not.toHaveBeenCalled();
  });

  it('stays in place when the pointer is lost', () => {
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 });
    drag.move(at(50, 50));
    drag.lose(at(50, 50));
    expect(drag.dragged).toBeNull();
    expect(drag.drop('p01', at(50, 50))).toBe('nothing');
    expect(dropped).not.toHaveBeenCalled();
  });
});

it('a release without an event ends the drag at the next move', () => {
  drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 });
  drag.move(at(50, 50));
  drag.move(at(60, 60, { buttons: 0 }));
  expect(drag.dragged).toBeNull();
  expect(drag.drop('p01', at(60, 60))).toBe('nothing');
  expect(dropped).not.toHaveBeenCalled();
});

describe('a release', () => {
  it('counts as a press only on the person where the pointer was pressed', () => {
    expect(drag.drop('p01', at(10, 10)), 'a release without a press on the person does nothing').toBe(
      'nothing',
    );
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 });
    expect(drag.drop('p02', at(10, 10)), 'a release on another person does nothing').toBe('nothing');
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 });
    expect(drag.drop('p01', at(12, 10))).toBe('pressed');
  });

  it('counts as a press on a fixed map too, where nobody can be dragged', () => {
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 }, true);
    drag.move(at(60, 10));
    expect(drag.dragged).toBeNull();
    expect(drag.drop('p01', at(60, 10)), 'a release far from the press does nothing').toBe('nothing');
    drag.startOnMap('p01', at(10, 10), { x: 10, y: 10 }, true);
    expect(drag.drop('p01', at(10, 10))).toBe('pressed');
    expect(dropped).not.toHaveBeenCalled();
  });
});

describe('a person in a list', () => {
  it('is not dragged by a finger that scrolls, but by one that moves sideways', () => {
    drag.startInList('p14', at(10, 10));
    drag.move(at(12, 40));
    expect(drag.dragged).toBeNull();
    drag.move(at(60, 40));
    expect(drag.dragged?.id).toBe('p14');
  });

  it('is dragged in any direction by a mouse', () => {
    drag.startInList('p14', at(10, 10, { pointerType: 'mouse' }));
    drag.move(at(10, 40, { pointerType: 'mouse' }));
    expect(drag.dragged?.id).toBe('p14');
  });
});
