import { styleOf, paper, type PaperStyle } from './paperStyle';
import { attributesOf, elementOf, type Shape, tenth } from '../drawing/shapes';
import type { Page } from './page';
import type { Measure } from '../layout/text';

const face = 'Inter Variable, Inter, system-ui, sans-serif';

/** How lines are kept out of a name: by a margin around its letters, or by a plate behind it. */
type Clearing = 'halo' | 'plate';

/**
 * A page as an SVG file. Every text keeps the width of the layout, whatever typeface draws it. A PDF draws letter after
 * letter, so that the margin of one letter would cover part of the letter before: it needs plates.
 */
export function svgOf(page: Page, title: string, measure: Measure, clearing: Clearing = 'halo'): string {
  const parts = page.parts.map(({ x, y, scale, shapes }) => {
    const place = `translate(${tenth(x)} ${tenth(y)}) scale(${Math.round(scale * 10000) / 10000})`;
    return `<g transform="${place}">${shapes.map((shape) => element(shape, measure, clearing)).join('')}</g>`;
  });
  const { width, height } = page;
  const inches = (pixels: number) => `${Math.round((pixels / 96) * 1000) / 1000}in`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${inches(width)}" height="${inches(height)}" font-family="${face}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    ...parts,
    '</svg>',
  ].join('');
}

function element(shape: Shape, measure: Measure, clearing: Clearing): string {
  const style = styleOf(shape);
  if (shape.style === 'halo' || (shape.kind === 'text' && shape.text === '')) return '';
  const plated = clearing === 'plate' && style.halo !== undefined;
  const styleAttributes = attributes(plated ? { ...style, halo: 0 } : style);
  const place = Object.entries(attributesOf(shape)).map(([name, value]) => ` ${name}="${value}"`);
  const open = `${elementOf(shape)}${place.join('')}`;
  if (shape.kind !== 'text') return `<${open}${styleAttributes}/>`;
  const width = tenth(measure(shape.text, shape.size, style.bold ? 'bold' : 'regular'));
  const fit = width > 0 ? ` textLength="${width}" lengthAdjust="spacingAndGlyphs"` : '';
  // A multiple of 100: some programs do not read other weights.
  const weight = style.bold ? ' font-weight="700"' : '';
  const plate = plated ? plateOf(shape, width, style.halo ?? 0) : '';
  return `${plate}<${open}${weight}${fit}${styleAttributes}>${escaped(shape.text)}</text>`;
}

function plateOf(shape: Extract<Shape, { kind: 'text' }>, width: number, margin: number): string {
  const before = { start: 0, middle: width / 2, end: width }[shape.anchor ?? 'middle'];
  const around = margin / 2;
  const x = tenth(shape.x - before - around);
  const y = tenth(shape.y - shape.size * 0.78 - around / 2);
  const height = tenth(shape.size + around);
  return `<rect x="${x}" y="${y}" width="${tenth(width + margin)}" height="${height}" rx="${around}" fill="${paper}" opacity="0.8"/>`;
}

function attributes(style: PaperStyle): string {
  const halo = style.halo
    ? ` stroke="${paper}" stroke-width="${style.halo}" stroke-linejoin="round" paint-order="stroke"`
    : '';
  return [
    ` fill="${style.fill ?? 'none'}"`,
    style.stroke ? ` stroke="${style.stroke}" stroke-width="${style.width ?? 1}"` : '',
    style.stroke ? ' stroke-linecap="round" stroke-linejoin="round"' : '',
    style.dash ? ` stroke-dasharray="${style.dash}"` : '',
    style.opacity === undefined ? '' : ` opacity="${style.opacity}"`,
    halo,
  ].join('');
}

// Control characters are not allowed in XML, not even as entities.
const controls = /[\p{Cc}\p{Cs}￾￿]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(controls, ' ').replace(/[&<>"]/gu, (letter) => entities[letter] ?? '');
}
