// Hostile text in every text field stays text: no script runs, the page is not left, nothing is fetched.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { addTiesAndNote, replaceTexts } from '../window/course-texts.mjs';
import { KEY } from '../window/kith.mjs';
import { HOSTILE_TEXTS } from '../window/hostile-texts.mjs';
import { story } from '../window/story.mjs';
import { caseFilePath } from '../window/steps.mjs';

// The side effects on this page of a text that was taken for HTML or script.
async function sideEffects(window) {
  return window.run(`
    const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
    return {
      ran: window.hostileRan === 1,
      made: document.querySelectorAll('[data-hostile]').length,
      fetched: fetched.filter((name) => !name.startsWith(location.origin) && !name.startsWith('ipc:')),
      refused: window.refusedByPolicy ?? [],
    };`);
}

const NOTHING = { ran: false, made: 0, fetched: [], refused: [] };

async function watchPolicy(window) {
  await window.run(`
    window.refusedByPolicy = [];
    document.addEventListener('securitypolicyviolation', (event) => window.refusedByPolicy.push(event.violatedDirective));`);
}

async function expectNoSideEffects(window, where) {
  await new Promise((settled) => setTimeout(settled, 150));
  assert.deepEqual(await sideEffects(window), NOTHING, `${where}: a text had an effect on the page`);
}

const fileIn = (home) => join(home, 'hostile.json');

story(
  'hostile text in a course file stays text on every screen',
  { from: 'vault', environment: (home) => ({ KITH_E2E_OPEN: fileIn(home) }) },
  async ({ home, kith }) => {
    const original = JSON.parse(readFileSync(caseFilePath('transition'), 'utf8'));
    addTiesAndNote(original);
    const { course, count } = replaceTexts(
      original,
      (number) => HOSTILE_TEXTS[number % HOSTILE_TEXTS.length],
    );
    assert.ok(new Set(HOSTILE_TEXTS).size >= 150, 'bar 11 needs a hundred and fifty texts');
    assert.ok(count >= 2 * HOSTILE_TEXTS.length, 'a hostile text is in fewer than two fields');
    writeFileSync(fileIn(home), JSON.stringify(course));
    const address = await kith.run('return location.origin');
    await watchPolicy(kith);
    await kith.press('button', 'Import course file');
    await kith.find('button', 'Overview', { exact: true });
    await kith.see(course.formulation.text.trim().slice(0, 12));
    await expectNoSideEffects(kith, 'Overview');
    for (const tab of ['Map', 'Measures', 'Focus', 'Sessions']) {
      await kith.press('button', tab, { exact: true });
      await expectNoSideEffects(kith, tab);
    }
    for (const number of [1, 6, 16]) {
      await kith.press('button', `Open session ${number}`, { exact: true });
      const { summary } = course.sessions[number - 1];
      assert.equal(
        await kith.fieldValue('Summary of the session'),
        summary,
        'the field does not show the text of the file',
      );
      await expectNoSideEffects(kith, `session ${number}`);
      await kith.press('button', 'Sessions', { exact: true });
    }
    await kith.press('button', 'Map', { exact: true });
    await kith.press('radio', 'Table');
    await expectNoSideEffects(kith, 'the table of people');
    for (const room of ['Today', 'Settings', 'Clients']) {
      await kith.press('button', room, { exact: true });
      await expectNoSideEffects(kith, room);
    }
    assert.equal(await kith.run('return location.origin'), address, 'the window left its page');
    assert.ok(
      !(await kith.run('return document.title')).includes('hostile'),
      'the title contains text of the client',
    );
    console.log(`bar 11: tried ${count} found ${count}`);
  },
);

story('hostile text typed into a field stays text', { from: 'course' }, async ({ kith }) => {
  await watchPolicy(kith);
  await kith.press('button', 'Map', { exact: true });
  const typed = HOSTILE_TEXTS.filter((one) => !/[\u2028\u202E]/.test(one)).slice(0, 8);
  for (const text of typed) {
    await kith.fill('Add person', text);
    await kith.keys(KEY.enter);
    await kith.until(async () => (await kith.fieldValue('Add person')) === '', 'the person was not added');
    await expectNoSideEffects(kith, 'the map');
  }
  console.log(`bar 11: tried ${typed.length} found ${typed.length}`);
});

story('the check for hostile text finds a planted one', { from: 'vault' }, async ({ kith }) => {
  await watchPolicy(kith);
  await kith.run('document.body.insertAdjacentHTML("beforeend", arguments[0])', HOSTILE_TEXTS[0]);
  await kith.until(
    async () => (await sideEffects(kith)).refused.length > 0,
    'the policy did not refuse the handler',
  );
  const { ran, made } = await sideEffects(kith);
  assert.equal(made, 1, 'the planted element was not found');
  assert.equal(ran, false, 'the policy let its script run');
  console.log('control 11: planted 1 found 1');
});
