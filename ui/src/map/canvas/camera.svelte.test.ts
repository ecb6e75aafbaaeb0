import { describe, expect, it } from 'vitest';
import { Camera } from './camera.svelte';

const paper = { width: 800, height: 600 };

/** The edges of the window, in parts of the paper. */
function seen(camera: Camera) {
  const [x = 0, y = 0, width = 0, height = 0] = camera.boxOf(paper).split(' ').map(Number);
  return { left: x, top: y, right: x + width, bottom: y + height };
}

describe('showing a point', () => {
  it('scrolls to it with some paper around it', () => {
    const camera = new Camera();
    camera.turn(3);
    camera.show({ x: 0.2, y: 0.5 });
    const { left, top, bottom } = seen(camera);
    expect(0.2 * paper.width - left, 'the person is not at the very edge').toBeGreaterThan(30);
    expect((top + bottom) / 2, 'the drawing scrolls no farther than needed').toBeCloseTo(300, 0);
  });

  it('does not scroll if the point is already in sight', () => {
    const camera = new Camera();
    camera.turn(3);
    camera.show({ x: 0.55, y: 0.45 });
    expect(camera.middle).toEqual({ x: 0.5, y: 0.5 });
  });

  it('stops at the edge of the paper', () => {
    const camera = new Camera();
    camera.turn(3);
    camera.show({ x: 1, y: 1 });
    expect(seen(camera).right).toBeCloseTo(800, 0);
    camera.fit();
    camera.show({ x: 0, y: 0 });
    expect(seen(camera), 'the view stays on the paper').toEqual({
      left: 0,
      top: 0,
      right: 800,
      bottom: 600,
    });
  });
});
