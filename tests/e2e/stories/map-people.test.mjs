// People on the map by keyboard: added, placed, moved, undone and redone. And the map after a visit elsewhere.

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
  await kith.expectAccessible('the drawing of the map');

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
    'the table lacks a person',
  );
  await kith.expectAccessible('the table of the map');
});

story(
  'the map keeps its zoom while another page is open and shows an undo made there',
  { from: 'course' },
  async ({ kith }) => {
    await kith.press('button', 'Map', { exact: true });
    for (const name of ['Theo', 'Mara']) {
      await kith.fill('Add person', `${name}, neighbour`);
      await kith.keys(KEY.enter);
      await kith.focus('button', `Place ${name} on the map`);
      await kith.keys(KEY.enter);
      await kith.find('button', `${name},`);
    }
    await kith.press('button', 'Zoom in');
    const box = `return document.querySelector('.canvas svg').getAttribute('viewBox')`;
    const near = await kith.run(box);
    const mara = await kith.nameOf(await kith.find('button', 'Mara,'));
    await kith.focus('button', mara);
    await kith.keys(KEY.enter);
    await kith.find('region', 'About Mara');

    await kith.press('button', 'Sessions', { exact: true });
    await kith.waitUntilGone('button', mara);
    await kith.expectAccessible('the sessions with the map hidden behind');
    await kith.press('button', 'Undo');
    await kith.press('button', 'Map', { exact: true });
    await kith.find('button', 'Place Mara on the map');
    await kith.waitUntilGone('region', 'About Mara');
    assert.equal(await kith.run(box), near, 'the zoom has changed');
    await kith.find('button', 'Theo,');
  },
);
