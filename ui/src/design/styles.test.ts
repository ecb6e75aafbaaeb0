import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tokens = readFileSync('src/design/tokens.css', 'utf8');
const components = import.meta.glob<string>('../**/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The rules of a style sheet: a selector and what it declares. */
function rulesOf(css: string): { selector: string; body: string }[] {
  return [...css.matchAll(/([^{}]*)\{([^{}]*)\}/gu)].map(([, selector = '', body = '']) => ({
    selector,
    body,
  }));
}

test('each colour is one of the system in high contrast', () => {
  const [usual = '', contrast = ''] = tokens.split('@media (forced-colors: active)');
  const coloured = [...usual.matchAll(/^ {2}(--[\w-]+): #/gmu)].map(([, name]) => name);
  expect(coloured.length, 'the style sheets have more than sixty colours').toBeGreaterThan(60);
  const left = coloured.filter(
    (name) => !new RegExp(`^ +${name}: (canvas|highlight|graytext)`, 'mu').test(contrast),
  );
  expect(left).toEqual([]);
});

test('a chosen answer keeps its colour under the pointer', () => {
  const covered = Object.entries(components).flatMap(([file, source]) =>
    rulesOf(source.split('<style>')[1] ?? '')
      .filter(({ selector, body }) => /label:hover/u.test(selector) && /background/u.test(body))
      .filter(({ selector }) => !selector.includes(':not(:checked)'))
      .map(({ selector }) => `${file}: ${selector.trim()}`),
  );
  expect(covered).toEqual([]);
});
