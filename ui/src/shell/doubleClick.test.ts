import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardDoubleClicks } from './doubleClick';

let end: () => void;
let pressed: string[];
let clock = 0;

beforeEach(() => {
  pressed = [];
  end = guardDoubleClicks();
});

afterEach(() => {
  end();
  document.body.replaceChildren();
});

function put(markup: string): HTMLButtonElement[] {
  document.body.innerHTML = markup;
  const buttons = [...document.body.querySelectorAll('button')];
  for (const button of buttons) button.addEventListener('click', () => pressed.push(button.id));
  return buttons;
}

function click(on: Element, { later = 100, x = 20, detail = 1 } = {}) {
  clock += later;
  for (const kind of detail === 0
    ? ['click']
    : ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
    const event = new MouseEvent(kind, { bubbles: true, cancelable: true, clientX: x, clientY: 20, detail });
    Object.defineProperty(event, 'timeStamp', { value: clock });
    on.dispatchEvent(event);
  }
}

describe('the second click of a double click', () => {
  const list = '<ul><li><button id="a">Remove</button></li><li><button id="b">Remove</button></li></ul>';

  it('does nothing where the list moved and the next row came under the pointer', () => {
    const [first, second] = put(list);
    click(first!, { later: 1000 });
    click(second!, { detail: 2 });
    click(second!, { detail: 3 });
    expect(pressed).toEqual(['a']);
  });

  it('does nothing where a dialog opened under the pointer', () => {
    const [open, keep] = put(
      '<button id="open">New</button><dialog open><button id="keep">Save</button></dialog>',
    );
    click(open!, { later: 1000 });
    click(keep!, { detail: 2 });
    expect(pressed).toEqual(['open']);
  });

  it('acts where the same control is still there, or was drawn anew', () => {
    const [next, again] = put('<button id="next">Next</button><button id="again">Next</button>');
    click(next!, { later: 1000 });
    click(next!, { detail: 2 });
    click(again!, { detail: 3 });
    expect(pressed).toEqual(['next', 'next', 'again']);
  });
});

describe('a click of its own', () => {
  const two = '<button id="a">One</button><button id="b">Two</button>';

  it('acts after a pause, and at another place', () => {
    const [one, other] = put(two);
    click(one!, { later: 1000 });
    click(other!, { later: 600 });
    click(one!, { x: 80 });
    expect(pressed).toEqual(['a', 'b', 'a']);
  });

  it('acts when a key or a screen reader makes it', () => {
    const [one, other] = put(two);
    click(one!, { later: 1000 });
    click(other!, { detail: 2 });
    click(other!, { detail: 0 });
    expect(pressed).toEqual(['a', 'b']);
  });
});
