import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Carry } from './drag.svelte';

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
let carry: Carry;
beforeEach(() => {
  dropped.mockClear();
  carry = new Carry(dropped);
});

describe('somebody of the map', () => {
  it('is carried once the pointer strays, by the middle', () => {
    carry.take('p01', at(10, 10), { x: 12, y: 10 });
    carry.move(at(12, 10));
    expect(carry.carried, 'a press is no drag').toBeNull();
    carry.move(at(10, 30));
    expect(carry.drop(at(10, 30))).toBe(true);
    expect(dropped).toHaveBeenCalledWith('p01', { x: 12, y: 30 });
  });

  it('is held until let go, whoever a second finger presses', () => {
    const second = { pointerId: 2 };
    carry.take('p01', at(10, 10), { x: 10, y: 10 });
    carry.take('p02', at(90, 90, second), { x: 90, y: 90 });
    carry.move(at(50, 50));
    carry.lose(at(90, 90, second));
    expect(carry.drop(at(90, 90, second)), 'the second finger holds nobody').toBe(false);
    expect(carry.drop(at(50, 50))).toBe(true);
    expect(dropped.mock.calls).toEqual([['p01', { x: 50, y: 50 }]]);
  });

  it('stays where it stood when the pointer is lost', () => {
    carry.take('p01', at(10, 10), { x: 10, y: 10 });
    carry.move(at(50, 50));
    carry.lose(at(50, 50));
    expect(carry.carried).toBeNull();
    expect(carry.drop(at(50, 50))).toBe(false);
    expect(dropped).not.toHaveBeenCalled();
  });
});

it('nobody sticks to a pointer that was let go where nobody heard of it', () => {
  carry.take('p01', at(10, 10), { x: 10, y: 10 });
  carry.move(at(50, 50));
  carry.move(at(60, 60, { buttons: 0 }));
  expect(carry.carried).toBeNull();
  expect(carry.drop(at(60, 60))).toBe(false);
  expect(dropped).not.toHaveBeenCalled();
});

describe('somebody of a list', () => {
  it('is not carried by a finger that scrolls it, but by one that goes sideways', () => {
    carry.pick('p14', at(10, 10));
    carry.move(at(12, 40));
    expect(carry.carried).toBeNull();
    carry.move(at(60, 40));
    expect(carry.carried?.id).toBe('p14');
  });

  it('is carried any way by a mouse', () => {
    carry.pick('p14', at(10, 10, { pointerType: 'mouse' }));
    carry.move(at(10, 40, { pointerType: 'mouse' }));
    expect(carry.carried?.id).toBe('p14');
  });
});
