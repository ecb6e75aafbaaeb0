// The map by keyboard: a person typed in, placed and moved, taken back and done again. And coming back to it.

import assert from 'node:assert/strict';

import { KEY } from '../window/kith.mjs';
import { story } from '../window/story.mjs';

story('a person is added by typing and moved by arrow keys', { from: 'course' }, async ({ kith }) => {
  await kith.press('button', 'Map', { exact: true });
  await kith.fill('Add person', 'Theo, neighbour');
  await kith.keys(KEY.enter);
  await kith.press('button', 'Place Theo on the map');
  await kith.waitUntilGone('button', 'Place Theo on the map');
  const placed = await kith.find('button', 'Theo,');
  const before = await kith.nameOf(placed);
  await kith.keys(KEY.up);
  await kith.until(
    async () => (await kith.nameOf(await kith.find('button', 'Theo,'))) !== before,
    'Theo did not move',
  );
  assert.equal(await kith.audit(), '', 'the drawing is for everyone');

  await kith.press('button', 'Undo');
  await kith.until(
    async () => (await kith.nameOf(await kith.find('button', 'Theo,'))) === before,
    'Theo was not moved back',
  );
  await kith.press('button', 'Redo');
  await kith.until(
    async () => (await kith.nameOf(await kith.find('button', 'Theo,'))) !== before,
    'Theo was not moved again',
  );

  await kith.press('radio', 'Table');
  assert.ok(
    (await kith.namesOf('field')).some((name) => name.endsWith('of Theo')),
    'the table holds the same people',
  );
  assert.equal(await kith.audit(), '', 'so is the table');
});

story(
  'the map comes back as it was left, with what was done elsewhere',
  { from: 'course' },
  async ({ kith }) => {
    await kith.press('button', 'Map', { exact: true });
    for (const name of ['Theo', 'Mara']) {
      await kith.fill('Add person', `${name}, neighbour`);
      await kith.keys(KEY.enter);
      await kith.press('button', `Place ${name} on the map`);
      await kith.find('button', `${name},`);
    }
    await kith.press('button', 'Zoom in');
    const box = `return document.querySelector('.canvas svg').getAttribute('viewBox')`;
    const near = await kith.run(box);
    await kith.focus('button', 'Mara,');
    await kith.keys(KEY.enter);
    await kith.find('region', 'About Mara');

    await kith.press('button', 'Sessions', { exact: true });
    await kith.waitUntilGone('button', 'Mara,');
    assert.equal(await kith.audit(), '', 'the map behind is nobody’s obstacle');
    await kith.press('button', 'Undo');
    await kith.press('button', 'Map', { exact: true });
    await kith.find('button', 'Place Mara on the map');
    await kith.waitUntilGone('region', 'About Mara');
    assert.equal(await kith.run(box), near, 'as near as it was');
    await kith.find('button', 'Theo,');
  },
);
