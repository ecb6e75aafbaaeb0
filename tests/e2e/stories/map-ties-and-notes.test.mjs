// Ties between other people and notes on the map: by keys, by mouse, in the table.

import assert from 'node:assert/strict';

import { KEY } from '../window/kith.mjs';
import { drag, middleOf } from '../window/pointer.mjs';
import { story } from '../window/story.mjs';

async function place(kith, text) {
  const [name] = text.split(',');
  await kith.fill('Add person', text);
  await kith.keys(KEY.enter);
  // By keys: quick presses at one place would be a double click, whose second click does nothing.
  await kith.focus('button', `Place ${name} on the map`);
  await kith.keys(KEY.enter);
  await kith.find('button', `${name},`);
  // The person who was placed by keys gets the focus.
  await kith.until(
    () => kith.run(`return document.activeElement?.ariaLabel?.startsWith(arguments[0])`, `${name},`),
    `${name} has no focus`,
  );
}

async function waitForName(kith, name, words) {
  await kith.until(
    async () => (await kith.nameOf(await kith.find('button', name))).includes(words),
    `the accessible name of "${name}" does not contain "${words}"`,
  );
}

story(
  'ties between other people are drawn by keys, by mouse and in the table',
  { from: 'course' },
  async ({ kith }) => {
    await kith.press('button', 'Map', { exact: true });
    for (const text of ['Theo, neighbour', 'Mara, sister', 'Ben, brother']) await place(kith, text);

    await kith.focus('button', 'Theo,');
    await kith.keys('t');
    await kith.find('field', 'With whom? Type a name');
    await kith.keys('mar');
    await kith.keys(KEY.enter);
    await waitForName(kith, 'Theo,', 'with Mara: tied');
    await kith.choose('Tie between Theo and Mara', 'strained');
    await kith.fill('In a word: Theo and Mara', 'not on terms');
    await kith.keys(KEY.tab);
    await waitForName(kith, 'Mara,', 'with Theo: strained, not on terms');
    await kith.expectAccessible('the panel of a person with ties');

    await drag(kith, await middleOf(kith, 'Draw a tie from Theo'), await middleOf(kith, 'Ben,'));
    await waitForName(kith, 'Ben,', 'with Theo: tied');
    await kith.picture('map-ties');

    await kith.press('radio', 'Table');
    await kith.press('button', 'Take off the tie between Theo and Ben');
    await kith.waitUntilGone('button', 'Take off the tie between Theo and Ben');
    await kith.choose('Between', 'Mara');
    await kith.choose('and', 'Ben');
    await kith.press('button', 'Draw tie');
    await kith.find('field', 'Tie between Mara and Ben');
    await kith.expectAccessible('the table of ties');
    await kith.picture('map-ties-table');

    await kith.press('button', 'Undo');
    await kith.waitUntilGone('field', 'Tie between Mara and Ben');
  },
);

story('text typed about one person stays with that person', { from: 'course' }, async ({ kith }) => {
  const asked = 'What is good';
  const open = async (name) => {
    await kith.focus('button', `${name},`);
    await kith.keys(KEY.enter);
    await kith.find('button', `Draw a tie from ${name}`);
  };
  const waitForText = async (text) => {
    let value;
    await kith.until(
      async () => (value = await kith.fieldValue(asked)) === text,
      () => `"${asked}" holds "${value}" and not "${text}"`,
    );
  };
  await kith.press('button', 'Map', { exact: true });
  for (const text of ['Theo, neighbour', 'Mara, sister']) await place(kith, text);

  await open('Theo');
  await kith.fill(asked, 'feeds the cat');
  await drag(kith, await middleOf(kith, asked, 'field'), await middleOf(kith, 'Mara,'));
  await kith.find('button', 'Draw a tie from Theo');
  await waitForText('feeds the cat');

  await kith.fill(asked, 'feeds the cat daily');
  // A finger taps a person: the field keeps the focus until the pointer is up.
  await kith.run(
    `const at = { ...arguments[1], clientX: arguments[1].x, clientY: arguments[1].y };
     arguments[0].setPointerCapture = () => undefined;
     for (const type of ['pointerdown', 'pointerup']) {
       arguments[0].dispatchEvent(new PointerEvent(type, {
         ...at, bubbles: true, pointerId: 7, pointerType: 'touch', isPrimary: true, button: 0,
         buttons: type === 'pointerdown' ? 1 : 0,
       }));
     }`,
    await kith.find('button', 'Mara,'),
    await middleOf(kith, 'Mara,'),
  );
  await kith.find('button', 'Draw a tie from Mara');
  await waitForText('');
  await open('Theo');
  await waitForText('feeds the cat daily');

  await kith.fill(asked, 'waters the plants');
  await kith.keys(KEY.escape);
  await kith.waitUntilGone('button', 'Draw a tie from Theo');
  await open('Theo');
  await waitForText('waters the plants');
});

story('a note is put on the map, moved, reworded and taken off', { from: 'course' }, async ({ kith }) => {
  await kith.press('button', 'Map', { exact: true });
  await place(kith, 'Theo, neighbour');
  const theo = await middleOf(kith, 'Theo,');
  const empty = { x: theo.x - 130, y: theo.y + 90 };
  await kith.pointer([
    { type: 'pointerMove', ...empty },
    ...Array.from({ length: 2 }, () => [
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]).flat(),
  ]);
  await kith.fill('What it says', 'Quiet since the move');
  await kith.pressInDialog('Put on the map');
  const first = await middleOf(kith, 'Note: Quiet since the move');
  assert.ok(Math.hypot(first.x - empty.x, first.y - empty.y) < 40, 'the note is not where the mouse clicked');

  await kith.focus('button', 'Note: Quiet since the move');
  await kith.keys(KEY.right);
  await kith.until(
    async () => (await middleOf(kith, 'Note: Quiet')).x > first.x,
    'an arrow key did not move the note',
  );
  await kith.expectAccessible('a note on the map');
  const before = await middleOf(kith, 'Note: Quiet');
  await drag(kith, before, { x: before.x + 120, y: before.y + 60 });
  await kith.until(
    async () => (await middleOf(kith, 'Note: Quiet')).x > before.x + 60,
    'the mouse did not move the note',
  );
  await kith.focus('button', 'Note: Quiet');
  await kith.keys(KEY.enter);
  await kith.fill('What it says', 'Louder again');
  await kith.pressInDialog('Keep');
  await kith.find('button', 'Note: Louder again');
  await kith.picture('map-note');

  await kith.press('radio', 'Table');
  assert.equal(await kith.fieldValue('Note: Louder again'), 'Louder again', 'the table shows another text');
  await kith.press('button', 'Take off the note Louder again');
  await kith.waitUntilGone('field', 'Note: Louder again');
  await kith.press('button', 'Undo');
  await kith.find('field', 'Note: Louder again');
});
