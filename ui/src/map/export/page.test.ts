import { describe, expect, it } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { overlapOf, type Box } from '../model/geometry';
import { styleNames, styleOf } from './paperStyle';
import { defaultDisplay, displayed } from '../model/display';
import { pages, pageOf, orientations, type PageMap, type Page } from './page';
import { svgOf } from './svg';
import { estimated } from '../layout/text';
import css from '../drawing/map.css?raw';
import { viewOf } from '../model/view';

const course = sampleView();
const [first, , last] = course.course.map_snapshots ?? [];
const now: PageMap = { view: viewOf(course, last), title: null };
const both: readonly PageMap[] = [
  { view: viewOf(course, first), title: 'Then: session 3' },
  { view: viewOf(course, last), title: 'Now: session 15' },
];
const blank: PageMap = { view: { ...now.view, client: '', people: [], among: [] }, title: null };
const wish = { page: 'a4', orientation: 'landscape', legend: true } as const;

/** The position on the page of each text in one of the wanted styles. */
function textsOf({ parts }: Page, wanted: readonly string[]): { readonly text: string; readonly box: Box }[] {
  return parts.flatMap(({ x, y, scale, shapes }) =>
    shapes.flatMap((shape) => {
      if (shape.kind !== 'text' || !wanted.includes(shape.style)) return [];
      const width = estimated(shape.text, shape.size, styleOf(shape).bold ? 'bold' : 'regular') * scale;
      const anchors = { start: 0, middle: 0.5, end: 1 };
      const left = x + shape.x * scale - width * anchors[shape.anchor ?? 'middle'];
      const height = shape.size * scale;
      return [{ text: shape.text, box: { x: left, y: y + shape.y * scale - height * 0.8, width, height } }];
    }),
  );
}

describe('a page', () => {
  const cases = pages.flatMap((page) => orientations.map((orientation) => ({ page, orientation })));

  it.each(cases)('of $page, $orientation, shows every text in full and without overlap', (shape) => {
    for (const maps of [[now], both, [blank]]) {
      const sheet = pageOf(maps, 'Farida · session 15 of 16', { ...wish, ...shape }, estimated);
      const texts = textsOf(sheet, ['title', 'text', 'small', 'name', 'relation']);
      for (const { text, box } of texts) {
        expect(box.x, text).toBeGreaterThanOrEqual(0);
        expect(box.y, text).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width, text).toBeLessThanOrEqual(sheet.width);
        expect(box.y + box.height, text).toBeLessThanOrEqual(sheet.height);
      }
      texts.forEach((one, index) =>
        texts.slice(index + 1).forEach((other) => {
          expect(overlapOf(one.box, other.box), `${one.text} does not overlap ${other.text}`).toBeLessThan(
            0.01,
          );
        }),
      );
    }
  });

  it('of two versions shows both, with a title above each', () => {
    const texts = textsOf(pageOf(both, '', wish, estimated), ['text', 'name']).map(({ text }) => text);
    expect(texts).toContain('Then: session 3');
    expect(texts).toContain('Now: session 15');
    expect(texts.filter((text) => text === 'Leila')).toHaveLength(2);
  });

  it('for writing by hand explains every kind of line', () => {
    const texts = textsOf(pageOf([blank], '', wish, estimated), ['small']).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['supportive', 'conflict', 'cut off', 'lost']));
    expect(textsOf(pageOf([blank], '', { ...wish, legend: false }, estimated), ['small'])).toHaveLength(1);
  });
});

describe('an SVG file', () => {
  const hostile = '<script>alert(1)</script>"&\u0000\u0007';
  const file = (maps: readonly PageMap[]) =>
    svgOf(pageOf(maps, hostile, wish, estimated), hostile, estimated);

  it('is well formed for every name', () => {
    const view = { ...now.view, people: now.view.people.map((person) => ({ ...person, label: hostile })) };
    const parsed = new DOMParser().parseFromString(file([{ view, title: hostile }]), 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(parsed.querySelector('script'), 'the name is text and no element').toBeNull();
  });

  it('contains no names if initials are chosen', () => {
    const view = displayed(now.view, { ...defaultDisplay, naming: 'initials' });
    const text = svgOf(pageOf([{ view, title: null }], '', wish, estimated), 'Map', estimated);
    for (const { label } of course.course.people ?? []) expect(text).not.toContain(label);
    expect(text).not.toContain('Farida');
  });

  it('puts plates behind names if halos would cover letters', () => {
    const plated = svgOf(pageOf([now], '', wish, estimated), '', estimated, 'plate');
    expect(plated).not.toContain('paint-order');
    const plates = plated.match(/opacity="0.8"/gu) ?? [];
    expect(plates).toHaveLength(file([now]).match(/paint-order/gu)?.length ?? 0);
  });

  it('writes names in a font weight that every program reads', () => {
    const weights = file([now]).match(/font-weight="\d+"/gu) ?? [];
    expect(new Set(weights)).toEqual(new Set(['font-weight="700"']));
  });

  it('keeps every text at its width in the layout', () => {
    const texts = file([now]).match(/<text [^>]*>/gu) ?? [];
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => !text.includes('textLength='))).toEqual([]);
  });
});

describe('paper and screen', () => {
  const rule = (style: string) => {
    const name = `.map-drawing .${style.split(' ').join('.')}`;
    const at = css.indexOf(`${name} {`);
    return at < 0 ? '' : css.slice(at, css.indexOf('}', at));
  };

  it.each(
    styleNames.filter((style) => /^(tie|ghost|was|way|household|together|focus|cross|sector)/u.test(style)),
  )('draw %s alike: width and dashes', (style) => {
    const own = rule(style) || rule(style.split(' ')[1] ?? '');
    const width = /stroke-width: ([\d.]+)/u.exec(own)?.[1];
    const dash = /stroke-dasharray: ([\d. ]+);/u.exec(own)?.[1];
    const paint = styleOf({ style });
    expect(own, 'the shape has a style of its own').not.toBe('');
    if (width !== undefined) expect(paint.width).toBe(Number(width));
    if (dash !== undefined) expect(paint.dash).toBe(dash);
  });

  it('have a style for every shape of a map', () => {
    const used = pageOf([now, blank], '', wish, estimated).parts.flatMap(({ shapes }) => shapes);
    const missing = used
      .map(({ style }) => style.split(' ')[0] ?? '')
      .filter((style) => !styleNames.includes(style));
    expect([...new Set(missing)]).toEqual([]);
  });
});
