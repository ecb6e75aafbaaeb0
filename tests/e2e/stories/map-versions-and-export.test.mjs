// The map: then and now, replay, presentation to the client, SVG and PDF.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { KEY } from '../window/kith.mjs';
import { story } from '../window/story.mjs';
import { PASSPHRASE } from '../window/steps.mjs';

const drawingIn = (home) => join(home, 'map.svg');
const pageIn = (home) => join(home, 'map.pdf');

async function openMap(kith) {
  await kith.press('button', 'Map', { exact: true });
  await kith.find('radio', 'Then and now');
}

story(
  'then and now stand side by side, and the changes are listed',
  { from: 'sample case' },
  async ({ kith }) => {
    await openMap(kith);
    await kith.press('radio', 'Then and now');
    await kith.see('Tie with Colin: strained to lost');
    await kith.see('Padma moved in one ring: close to core');
    await kith.expectAccessible('then and now');
    await kith.press('radio', 'One over the other');
    await kith.see('Garden group is new, close');

    await kith.press('radio', 'Replay');
    await kith.focus('field', 'Moment of the course');
    await kith.keys(KEY.right.repeat(5));
    await kith.see('session 8, 10 March 2026');
    await kith.see('Padma moved in one ring: close to core');
    await kith.expectAccessible('the replay');
  },
);

story('a presentation shows the map and nothing else', { from: 'course' }, async ({ kith }) => {
  await openMap(kith);
  await kith.fill('Add person', 'Theo, neighbour');
  await kith.keys(KEY.enter);
  await kith.press('button', 'Place Theo on the map');
  await kith.waitUntilGone('button', 'Place Theo on the map');
  await kith.keys('', []);
  await kith.press('button', 'Present', { exact: true });
  await kith.find('button', 'Leave', { exact: true });
  const dialog = 'document.querySelector("dialog:modal")';
  const covers = `const { width, height } = ${dialog}.getBoundingClientRect();
    return width >= innerWidth && height >= innerHeight`;
  assert.ok(await kith.run(covers), 'the presentation does not cover the window');
  assert.ok(!(await kith.namesOf('button')).includes('Clients'), 'another client can be reached');
  await kith.keys('k', [KEY.control]);
  assert.ok(
    await kith.run(`return document.querySelectorAll('dialog:modal').length === 1`),
    'the search can be opened',
  );
  await kith.press('radio', 'Initials');
  await kith.until(
    async () => !(await kith.run(`return ${dialog}.innerHTML`)).includes('Theo'),
    'the presentation still contains the name',
  );
  await kith.expectAccessible('the presented map');

  const moved = await kith.run(`
    const node = document.querySelector('dialog:modal [data-person]');
    const { left, top, width, height } = node.querySelector('.node').getBoundingClientRect();
    const from = { x: left + width / 2, y: top + height / 2 };
    const say = (type, x, y) => node.dispatchEvent(new PointerEvent(type, {
      bubbles: true, pointerId: 1, pointerType: 'touch', isPrimary: true, button: 0, buttons: 1,
      clientX: x, clientY: y }));
    node.setPointerCapture = () => undefined;
    const before = node.getAttribute('aria-label');
    const middle = document.querySelector('dialog:modal .client').getBoundingClientRect();
    const to = { x: middle.right + 30, y: middle.top + middle.height / 2 };
    say('pointerdown', from.x, from.y);
    say('pointermove', to.x, to.y);
    say('pointerup', to.x, to.y);
    return before;`);
  await kith.until(
    async () =>
      (await kith.run(`return ${dialog}.querySelector('[data-person]').getAttribute('aria-label')`)) !==
      moved,
    'a finger did not move the person',
  );
  await kith.keys(KEY.escape);
  await kith.find('button', 'Clients', { exact: true });
  await kith.find('button', 'Theo,');
});

story(
  'the map is written to an SVG file after the passphrase, with initials only',
  { from: 'sample case', environment: (home) => ({ KITH_E2E_SAVE: drawingIn(home) }) },
  async ({ home, kith }) => {
    await openMap(kith);
    await kith.press('button', 'More about the map');
    await kith.press('menuitem', 'On paper');
    await kith.press('radio', 'Initials');
    await kith.press('radio', 'Then and now');
    await kith.press('radio', 'SVG');
    await kith.expectAccessible('the dialog of the page');
    await kith.pressInDialog('Write file…');
    await kith.fill('Passphrase', PASSPHRASE);
    await kith.pressInDialog('Write file');
    await kith.see('The file is written.');
    assert.ok(existsSync(drawingIn(home)), 'the file was not written');
    const text = readFileSync(drawingIn(home), 'utf8');
    assert.match(text, /^<svg .*<\/svg>$/s, 'the file is not one drawing');
    assert.ok(!text.includes('Leila') && !text.includes('Farida'), 'the file names a person');
    assert.match(text, /Then: session 3/, 'the earlier map is missing');
  },
);

story(
  'the map is written to a PDF that holds its text as text',
  { from: 'sample case', environment: (home) => ({ KITH_E2E_SAVE: pageIn(home) }) },
  async ({ home, kith }) => {
    await openMap(kith);
    await kith.press('button', 'More about the map');
    await kith.press('menuitem', 'On paper');
    await kith.pressInDialog('Write file…');
    await kith.fill('Passphrase', PASSPHRASE);
    await kith.pressInDialog('Write file');
    await kith.see('The file is written.');
    const pdf = readFileSync(pageIn(home), 'latin1');
    assert.ok(pdf.startsWith('%PDF-'), 'the file is no PDF');
    assert.match(pdf, /pdfuaid:part/, 'the PDF is not marked as accessible');
    assert.match(pdf, /\/FontFile/, 'the PDF has no typeface inside');
  },
);
