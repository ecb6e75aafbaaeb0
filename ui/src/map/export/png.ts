import { paintOf, paper, type Paint } from './paperStyle';
import type { Shape } from '../drawing/shapes';
import type { Sheet } from './page';

/** Points of the picture for one of the page: about 290 to the inch. */
const fine = 3;

/** A page as a PNG, in base 64, painted from the same shapes in the face of the interface; null where none can be made. */
export function pngOf(sheet: Sheet): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = sheet.width * fine;
  canvas.height = sheet.height * fine;
  const context = canvas.getContext('2d');
  if (!context) return null;
  const face = getComputedStyle(document.documentElement).getPropertyValue('--font') || 'sans-serif';
  context.scale(fine, fine);
  context.fillStyle = paper;
  context.fillRect(0, 0, sheet.width, sheet.height);
  for (const { x, y, scale, shapes } of sheet.parts) {
    context.save();
    context.translate(x, y);
    context.scale(scale, scale);
    for (const shape of shapes) paint(context, shape, face);
    context.restore();
  }
  return canvas.toDataURL('image/png').split(',')[1] || null;
}

function paint(context: CanvasRenderingContext2D, shape: Shape, face: string) {
  const look = paintOf(shape);
  context.save();
  context.globalAlpha = look.opacity ?? 1;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (shape.kind === 'text') write(context, shape, look, face);
  else {
    const outline = outlineOf(shape);
    if (look.fill) {
      context.fillStyle = look.fill;
      context.fill(outline);
    }
    if (look.stroke) {
      context.strokeStyle = look.stroke;
      context.lineWidth = look.width ?? 1;
      context.setLineDash((look.dash ?? '').split(' ').filter(Boolean).map(Number));
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
  look: Paint,
  face: string,
) {
  const anchors = { start: 'left', middle: 'center', end: 'right' } as const;
  context.font = `${look.bold ? 650 : 400} ${shape.size}px ${face}`;
  context.textAlign = anchors[shape.anchor ?? 'middle'];
  if (look.halo) {
    context.strokeStyle = paper;
    context.lineWidth = look.halo;
    context.strokeText(shape.text, shape.x, shape.y);
  }
  context.fillStyle = look.fill ?? paper;
  context.fillText(shape.text, shape.x, shape.y);
}
