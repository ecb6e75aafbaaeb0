import { describe, expect, it } from 'vitest';
import { renderShapes } from './renderShapes';
import { joined, type Shape } from './shapes';

const circle: Shape = { kind: 'circle', style: 'node', x: 1, y: 2, r: 3 };
const name: Shape = { kind: 'text', style: 'name', x: 1, y: 9, size: 11, text: '<b>Leila</b> & co' };
const line = (style: string, d: string): Shape => ({ kind: 'path', style, d });

function group() {
  return document.createElementNS('http://www.w3.org/2000/svg', 'g');
}

describe('painting', () => {
  it('makes an element of every shape, and escapes the text of a name', () => {
    const here = group();
    renderShapes([circle, name])(here);
    expect(here.innerHTML).toBe(
      '<circle class="node" cx="1" cy="2" r="3"></circle>' +
        '<text class="name" x="1" y="9" font-size="11" text-anchor="middle">&lt;b&gt;Leila&lt;/b&gt; &amp; co</text>',
    );
  });

  it('again keeps unchanged elements and removes the others', () => {
    const here = group();
    renderShapes([circle, name, circle])(here);
    const [first] = here.children;
    renderShapes([{ ...circle, x: 7 }, circle])(here);
    expect(here.children).toHaveLength(2);
    expect(here.children[0], 'the moved element is the same one').toBe(first);
    expect(Array.from(here.children, (it) => `${it.localName} ${it.getAttribute('cx')}`)).toEqual([
      'circle 7',
      'circle 1',
    ]);
  });
});

describe('joining', () => {
  it('makes one path of all lines of one style', () => {
    const shapes = [
      line('tie mixed', 'M0 0L1 1'),
      line('tie lost', 'M2 2L3 3'),
      line('tie mixed', 'M4 4L5 5'),
    ];
    expect(joined([circle, ...shapes])).toEqual([
      line('tie mixed', 'M0 0L1 1M4 4L5 5'),
      line('tie lost', 'M2 2L3 3'),
      circle,
    ]);
  });
});
