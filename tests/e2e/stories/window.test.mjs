// The window under a real hand: no browser in it, nothing pressed twice, nothing that a key or a wheel changes unasked.

import assert from 'node:assert/strict';

import { KEY } from '../window/kith.mjs';
import { clickAt, doubleClickAt, drag, middleOf, middleOfElement } from '../window/pointer.mjs';
import { story } from '../window/story.mjs';

async function openSession(kith) {
  await kith.press('button', 'Sessions', { exact: true });
  await kith.press('button', 'Open session 1', { exact: true });
  await kith.find('group', 'PHQ-9');
}

// The answers of the sheet on the screen, item by item; a dash where there is none.
const answers = (kith) =>
  kith.run(
    `return Array.from(document.querySelectorAll('.sheet fieldset'), (item) => {
       const chosen = item.querySelector('input:checked');
       return chosen ? chosen.getAttribute('aria-label')[0] : '-';
     }).join('')`,
  );

const answerOf = (kith, item, answer) =>
  kith.run(
    `return document.querySelectorAll('.sheet fieldset')[arguments[0]].querySelectorAll('input')[arguments[1]]`,
    item,
    answer,
  );

story('a pressed answer moves on to the next item, as a key does', { from: 'course' }, async ({ kith }) => {
  await openSession(kith);
  await clickAt(kith, await middleOfElement(kith, await answerOf(kith, 0, 2)));
  await kith.keys('33323201');
  assert.equal((await answers(kith)).slice(0, 9), '233323201', 'a key did not answer the next item');
  await clickAt(kith, await middleOfElement(kith, await answerOf(kith, 3, 0)));
  await kith.keys('1');
  assert.equal(
    (await answers(kith)).slice(0, 9),
    '233013201',
    'the key did not answer the item after the pressed one',
  );

  const at = await middleOfElement(kith, await answerOf(kith, 0, 2));
  await kith.pointer([{ type: 'pointerMove', ...at }]);
  const colours = await kith.run(
    `const [chosen, open] = Array.from(arguments).map((input) => getComputedStyle(input.nextElementSibling));
     return [chosen.backgroundColor, open.backgroundColor, chosen.color];`,
    await answerOf(kith, 0, 2),
    await answerOf(kith, 1, 3),
  );
  assert.equal(colours[0], colours[1], 'a chosen answer does not look chosen under the pointer');
  await kith.picture('answer-under-the-pointer');

  await kith.focus('group', 'PHQ-9');
  await kith.keys('2-');
  assert.equal((await answers(kith)).slice(0, 3), '2-3');
  await kith.find('group', 'Feeling down, depressed, or hopeless, passed over');
  await kith.expectAccessible('a sheet with an item passed over');
  await kith.picture('item-passed-over');
});

story(
  'digits on a session page go to the sheet, wherever the focus is',
  { from: 'course' },
  async ({ kith }) => {
    await openSession(kith);
    await kith.run('document.activeElement.blur()');
    await kith.keys('23');
    await kith.until(
      async () => (await answers(kith)).startsWith('23-'),
      'the digits did not answer the sheet',
    );
    await kith.press('radio', 'GAD-7');
    await kith.keys('1');
    await kith.until(
      async () => (await answers(kith)).startsWith('1-'),
      'the digit did not answer the other sheet',
    );
    await kith.find('heading', 'Session 1');
  },
);

story(
  'the window has no menu, no keys and no scrolling of a browser',
  { from: 'course' },
  async ({ kith }) => {
    await openSession(kith);
    await kith.run(
      `window.served = []; for (const kind of ['contextmenu', 'keydown'])
       window.addEventListener(kind, (event) => window.served.push([kind, event.defaultPrevented]));`,
    );
    await clickAt(kith, await middleOf(kith, 'Session 1', 'heading'), 2);
    assert.equal(await kith.findNow('menuitem', 'Paste'), null, 'a heading has a menu');
    await kith.fill('Summary of the session', 'told her sister');
    await clickAt(kith, await middleOf(kith, 'Summary of the session', 'field'), 2);
    await kith.find('menuitem', 'Paste');
    await kith.expectAccessible('the menu of a text field');
    await kith.picture('menu-of-a-text');
    await kith.keys(KEY.escape);
    await kith.waitUntilGone('menuitem', 'Paste');
    const menus = await kith.run(
      `return window.served.filter(([kind]) => kind === 'contextmenu').map(([, done]) => done)`,
    );
    assert.ok(menus.length >= 2 && menus.every(Boolean), 'the web view shows a menu of its own');

    const below = await kith.run('return { x: 700, y: innerHeight - 1 }');
    const from = await middleOf(kith, 'Session 1', 'heading');
    await kith.pointer([
      { type: 'pointerMove', ...from },
      { type: 'pointerDown', button: 0 },
      {
        type: 'pointerMove',
        x: 700,
        y: Math.round((from.y + below.y) / 2),
        duration: 100,
      },
      { type: 'pointerMove', ...below, duration: 100 },
      { type: 'pause', duration: 800 },
      { type: 'pointerUp', button: 0 },
    ]);
    const scrolled = () =>
      kith.run(
        `window.scrollTo(0, 9999); document.body.scrollTop = 9999;
       return [window.scrollY, document.body.scrollTop, document.documentElement.scrollTop];`,
      );
    for (const tab of ['Overview', 'Sessions', 'Map', 'Measures', 'Focus']) {
      await kith.press('button', tab, { exact: true });
      assert.deepEqual(await scrolled(), [0, 0, 0], `the window scrolls on ${tab}`);
    }
  },
);

story(
  'dialogs open with the focus on the first field, where a space closes nothing',
  { from: 'course' },
  async ({ kith }) => {
    const focused = () =>
      kith.run(
        `const { activeElement } = document;
       return activeElement.matches('button') ? 'a button: ' + (activeElement.getAttribute('aria-label') ?? activeElement.textContent) : activeElement.tagName`,
      );
    const opens = async (what, open, tag) => {
      await open();
      await kith.until(
        () => kith.run('return document.querySelector("dialog:modal") !== null'),
        `${what} did not open`,
      );
      assert.equal(await focused(), tag, what);
      await kith.keys(' ');
      assert.ok(
        await kith.run('return document.querySelector("dialog:modal") !== null'),
        `${what} is still open`,
      );
      await kith.keys(KEY.escape);
      await kith.until(
        () => kith.run('return document.querySelector("dialog:modal") === null'),
        `${what} did not close`,
      );
    };
    await opens('the search', () => kith.keys('k', [KEY.control]), 'INPUT');
    await opens('the keys', () => kith.keys('?'), 'DIALOG');
    await kith.press('button', 'Map', { exact: true });
    await opens(
      'a note on the map',
      async () => {
        await kith.press('button', 'More about the map');
        await kith.press('menuitem', 'Put a note');
      },
      'TEXTAREA',
    );
  },
);

story(
  'the second click of a double click does not press a control that came under the pointer',
  { from: 'course' },
  async ({ kith }) => {
    await kith.press('button', 'Map', { exact: true });
    for (const name of ['Theo', 'Mara', 'Ben']) {
      await kith.fill('Add person', `${name}, neighbour`);
      await kith.keys(KEY.enter);
      await kith.find('button', `Place ${name} on the map`);
    }
    await doubleClickAt(kith, await middleOf(kith, 'Place Theo on the map'));
    await kith.find('button', 'Theo,');
    await kith.waitUntilGone('button', 'Place Theo on the map');
    await new Promise((settled) => setTimeout(settled, 700));
    for (const name of ['Mara', 'Ben']) {
      assert.ok(await kith.findNow('button', `Place ${name} on the map`), `${name} was not placed as well`);
    }

    await kith.press('button', 'Place Mara on the map');
    const mara = await kith.find('button', 'Mara,');
    const before = await kith.nameOf(mara);
    const from = await middleOf(kith, 'Mara,');
    await drag(kith, from, { x: from.x + 90, y: from.y + 60 }, { letGo: false });
    await kith.keys(KEY.escape);
    await kith.pointer([{ type: 'pointerUp', button: 0 }]);
    assert.equal(
      await kith.nameOf(await kith.find('button', 'Mara,')),
      before,
      'Escape did not put the dragged person back',
    );
    await kith.find('button', 'Map', { exact: true });
  },
);

story(
  'everything grows and shrinks by keys, and fits at twice its size',
  { from: 'sample case' },
  async ({ kith }) => {
    const width = () => kith.run('return window.innerWidth');
    const usual = await width();
    await kith.keys('+', [KEY.control]);
    await kith.until(async () => (await width()) < usual, 'the page did not grow');
    await kith.keys('0', [KEY.control]);
    await kith.until(async () => (await width()) === usual, 'the page did not go back to its usual size');
    for (let step = 0; step < 5; step += 1) {
      await kith.keys('+', [KEY.control]);
      await new Promise((settled) => setTimeout(settled, 150));
    }
    await kith.until(async () => Math.abs((await width()) * 2 - usual) < 3, 'the page is not twice as large');
  },
);
