// Lock and unlock: a wrong passphrase, the recovery code, unfinished text, undo after a lock, a covered window.

import assert from 'node:assert/strict';

import { KEY } from '../window/kith.mjs';
import { story } from '../window/story.mjs';
import { PASSPHRASE, addClient, lock, unlock } from '../window/steps.mjs';

story(
  'a wrong passphrase leaves the vault locked and the recovery code opens it',
  { from: 'vault' },
  async ({ kith, recoveryCode }) => {
    await lock(kith);
    await unlock(kith, `${PASSPHRASE}!`);
    await kith.see('That is not the passphrase of this vault.');
    await kith.find('button', 'Unlock', { exact: true });
    await kith.press('button', 'I have my recovery sheet');
    await kith.fill('Recovery code', recoveryCode.toLowerCase().replaceAll(' ', '-'));
    await kith.press('button', 'Unlock', { exact: true });
    await kith.see('You opened with the recovery sheet');
    await kith.expectAccessible('the offer of a new passphrase');
    await kith.pressInDialog('Later');
    await kith.find('button', 'Add client');
  },
);

story('undo and redo work after a lock', { from: 'course' }, async ({ kith }) => {
  await kith.press('button', 'Map', { exact: true });
  await kith.fill('Add person', 'Theo, neighbour');
  await kith.keys(KEY.enter);
  await kith.find('button', 'Place Theo on the map');
  await lock(kith);
  assert.ok(!(await kith.text()).includes('Theo'), 'the lock screen shows a person of the map');
  await unlock(kith);
  await kith.find('button', 'Place Theo on the map');
  await kith.press('button', 'Undo');
  await kith.waitUntilGone('button', 'Place Theo on the map');
  await kith.press('button', 'Redo');
  await kith.find('button', 'Place Theo on the map');
});

story('unfinished text is there again after a lock', { from: 'course' }, async ({ kith }) => {
  const words = 'He began to say that';
  await kith.press('button', 'Sessions', { exact: true });
  await kith.press('button', 'Open session 1', { exact: true });
  await kith.fill('Summary of the session', words);
  await kith.keys('l', [KEY.control]);
  await kith.find('button', 'Unlock', { exact: true });
  await unlock(kith);
  assert.equal(
    await kith.fieldValue('Summary of the session'),
    words,
    'the unfinished text is not there again',
  );
});

story(
  'a page reloaded during a presentation is covered and shows no other client',
  { from: 'course' },
  async ({ kith }) => {
    const words = 'She has not told him yet';
    const reload = () => kith.run('setTimeout(() => location.reload(), 0)');
    await kith.press('button', 'Sessions', { exact: true });
    await kith.press('button', 'Open session 1', { exact: true });
    await kith.fill('Summary of the session', words);
    await lock(kith);
    await unlock(kith);
    assert.equal(
      await kith.fieldValue('Summary of the session'),
      words,
      'the session is not open again after the lock',
    );

    await addClient(kith, 'Ada Other');
    await kith.press('button', 'Begin course');
    await kith.see('0 of 16 used');
    await kith.press('button', 'Present', { exact: true });
    await kith.find('button', 'Leave', { exact: true });
    await reload();
    await kith.see('Kith is covered');
    assert.ok(!(await kith.text()).includes('Ruth Example'), 'another client is shown');
    await kith.keys('x');
    await kith.waitUntilTextGone('Kith is covered');
    await kith.find('heading', 'Ada Other');
    await kith.find('field', 'Add person');

    await reload();
    await kith.until(
      () =>
        kith.run(
          'return document.querySelector("nav [aria-current]")?.textContent.includes("Today") ?? false',
        ),
      'the page does not begin at Today',
    );
    assert.ok(!(await kith.text()).includes(words), 'the place of the last lock is shown again');
  },
);

story('every data command refuses a page while the vault is locked', { from: 'course' }, async ({ kith }) => {
  await lock(kith);
  const answers = await kith.run(
    `const ask = (name, args) => window.__TAURI_INTERNALS__.invoke(name, args).then(() => 'answered', (fault) => fault.code ?? String(fault));
     return Promise.all([ask('clients'), ask('today'), ask('course', { courseId: '0' }), ask('undo', { clientId: '0' })])`,
  );
  assert.deepEqual(
    answers,
    Array(4).fill('vault_locked'),
    'a command was not refused before its arguments were read',
  );
});

story(
  'one key covers the window, and the key that uncovers it does nothing else',
  { from: 'vault' },
  async ({ kith }) => {
    await kith.press('button', 'Add client');
    await kith.fill('Name', 'Ruth Example');
    await kith.keys(KEY.f8);
    await kith.see('Kith is covered');
    assert.ok(!(await kith.text()).includes('Add client'), 'a dialog behind the cover can be read');
    await kith.expectAccessible('the cover');
    await kith.keys('x');
    await kith.waitUntilTextGone('Kith is covered');
    assert.equal(await kith.fieldValue('Name'), 'Ruth Example', 'the key that uncovers changed the field');
    await kith.keys('!');
    assert.equal(await kith.fieldValue('Name'), 'Ruth Example!', 'the cursor is not at the end of the text');
  },
);
