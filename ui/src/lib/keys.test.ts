import { afterEach, describe, expect, it, test } from 'vitest';
import { isWriting, pressed, singleKey, singleKeys } from './keys';

const press = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);

test.each([
  [{ key: 'z', ctrlKey: true }, 'mod+z'],
  [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'mod+shift+z'],
  [{ key: 'K', ctrlKey: true }, 'mod+k'],
  [{ key: '+', ctrlKey: true, shiftKey: true }, 'mod++'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: 'Escape' }, 'escape'],
])('%j is the key %s', (init, name) => {
  expect(pressed(press(init), false), 'the key has one name on every keyboard').toBe(name);
});

describe('the key that begins a shortcut', () => {
  it('is Command alone on a Mac, where Ctrl with K and L are keys of a text', () => {
    expect(pressed(press({ key: 'k', metaKey: true }), true)).toBe('mod+k');
    expect(pressed(press({ key: 'k', ctrlKey: true }), true)).toBe('other+k');
  });

  it('is Ctrl alone elsewhere, where the Windows key is a key of the system', () => {
    expect(pressed(press({ key: 'k', ctrlKey: true }), false)).toBe('mod+k');
    expect(pressed(press({ key: 'k', metaKey: true }), false)).toBe('other+k');
  });
});

test('keys in a text field are typing, other keys are not', () => {
  const area = document.createElement('textarea');
  const radio = Object.assign(document.createElement('input'), { type: 'radio' });
  expect(isWriting(area), 'keys in a text area are typing').toBe(true);
  expect(isWriting(radio), 'keys on a radio button are no typing').toBe(false);
  expect(isWriting(document.body), 'keys on the page are no typing').toBe(false);
});

describe('a key that acts alone', () => {
  afterEach(() => {
    singleKeys.on = true;
  });

  it('is a letter, digit or sign without Ctrl, Command or Alt', () => {
    expect(['N', '3', '?'].map((key) => singleKey(press({ key })))).toEqual(['n', '3', '?']);
    const others = [
      press({ key: 'Escape' }),
      press({ key: 'n', ctrlKey: true }),
      press({ key: '3', altKey: true }),
    ];
    expect(others.map(singleKey)).toEqual([null, null, null]);
  });

  it('does nothing once such keys are switched off', () => {
    singleKeys.on = false;
    expect(singleKey(press({ key: 'n' }))).toBeNull();
  });
});
