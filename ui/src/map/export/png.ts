import { styleOf, paper, type PaperStyle } from './paperStyle';
import type { Shape } from '../drawing/shapes';
import type { Page } from './page';

/** Pixels of the picture for one pixel of the page: about 290 to the inch. */
const fine = 3;

/**
 * A page as a PNG in base 64, painted from the same shapes in the typeface of the interface. Null if the browser cannot
 * make one.
 */
export function pngOf(page: Page): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = page.width * fine;
  canvas.height = page.height * fine;
  const context = canvas.getContext('2d');
  if (!context) return null;
  const face = getComputedStyle(document.documentElement).getPropertyValue('--font') || 'sans-serif';
  context.scale(fine, fine);
  context.fillStyle = paper;
  context.fillRect(0, 0, page.width, page.height);
  for (const { x, y, scale, shapes } of page.parts) {
    context.save();
    context.translate(x, y);
    context.scale(scale, scale);
    for (const shape of shapes) drawShape(context, shape, face);
    context.restore();
  }
  return canvas.toDataURL('image/png').split(',')[1] || null;
}

function drawShape(context: CanvasRenderingContext2D, shape: Shape, face: string) {
  const style = styleOf(shape);
  context.save();
  context.globalAlpha = style.opacity ?? 1;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (shape.kind === 'text') write(context, shape, style, face);
  else {
    const outline = outlineOf(shape);
    if (style.fill) {
      context.fillStyle = style.fill;
      context.fill(outline);
    }
    if (style.stroke) {
      context.strokeStyle = style.stroke;
      context.lineWidth = style.width ?? 1;
      context.setLineDash((style.dash ?? '').split(' ').filter(Boolean).map(Number));
      context.stroke(outline);
    }
  }
  context.restore();
}

function outlineOf(shape: Exclude<Shape, { kind: 'text' }>): Path2D {
  if (shape.kind === 'path') return new Path2D(shape.d);
  const outline = new Path2D();
  if (shape.kind === 'circle') outline.arc(shape.x, shape.y, shape.r, 0, 2 * Math.PI);
  else outline.roundRect(shape.x, shape.y, shape.width, shape.height, shape.round);
  return outline;
}

function write(
  context: CanvasRenderingContext2D,
  shape: Extract<Shape, { kind: 'text' }>,
  style: PaperStyle,
  face: string,
) {
  const anchors = { start: 'left', middle: 'center', end: 'right' } as const;
  context.font = `${style.bold ? 650 : 400} ${shape.size}px ${face}`;
  context.textAlign = anchors[shape.anchor ?? 'middle'];
  if (style.halo) {
    context.strokeStyle = paper;
    context.lineWidth = style.halo;
    context.strokeText(shape.text, shape.x, shape.y);
  }
  context.fillStyle = style.fill ?? paper;
  context.fillText(shape.text, shape.x, shape.y);
}
