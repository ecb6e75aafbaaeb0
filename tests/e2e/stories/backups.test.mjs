// Backups: in two places, gone back to from the lock screen, and offered when the vault is damaged.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

import { story } from '../window/story.mjs';
import { PASSPHRASE, addClient, createVault, lock, openPracticePage, unlock } from '../window/steps.mjs';

// A folder that a program copies elsewhere: on the vault's own disk it would be no second place.
const stick = () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-stick-'));
  mkdirSync(join(folder, '.stfolder'));
  return folder;
};
const [STICK, OTHER_STICK] = [stick(), stick()];
after(() => [STICK, OTHER_STICK].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const on = (folder) => readdirSync(folder).filter((name) => name.endsWith('.kithbackup'));

// A backup of the dialog's list, counted as `Array.at` counts; opened up to what would differ.
async function openListed(kith, at) {
  await kith.until(
    () => kith.run('return document.querySelector("dialog:modal li button") !== null'),
    'no backup is offered',
  );
  await kith.click(
    await kith.run(
      'return Array.from(document.querySelectorAll("dialog:modal li button")).at(arguments[0])',
      at,
    ),
  );
  await kith.fill('passphrase', PASSPHRASE);
  await kith.pressInDialog('Open backup');
}

story(
  'a backup lies in two places and brings back what was there, from the lock screen',
  { from: 'course', environment: { KITH_E2E_FOLDER: STICK } },
  async ({ kith }) => {
    await openPracticePage(kith, 'Backups');
    await kith.see('No copy outside this computer');
    await kith.press('button', 'Choose second place');
    await kith.see('Safe here and elsewhere');
    await kith.press('button', 'Back up now');
    await kith.see('Outside this computer: today');
    assert.equal(await kith.audit(), '', 'backups are for everyone');
    assert.notEqual(on(STICK).length, 0, 'one was copied to the stick');

    await addClient(kith, 'Noah Later');
    await lock(kith);
    await kith.press('button', 'Open a backup');
    await kith.find('button', 'Choose a file');
    assert.equal(await kith.audit(), '', 'the list of backups is for everyone');
    await openListed(kith, -1);
    await kith.find('button', 'Restore this backup', { exact: true });
    assert.ok(!(await kith.text()).includes('Ruth'), 'what would differ names nobody');
    assert.equal(await kith.audit(), '', 'what would differ can be read by everyone');
    await kith.pressInDialog('Restore this backup');
    await kith.see('The backup is restored.');
    // The door tells before the dialog hears that it is done, and gives the focus back.
    await kith.waitUntilGone('button', 'Restore this backup');
    await unlock(kith);
    await kith.press('button', 'Clients', { exact: true });
    await kith.see('Ruth Example');
    assert.ok(!(await kith.text()).includes('Noah'), 'whoever came later is not in it');

    await openPracticePage(kith, 'Backups');
    await kith.press('button', 'Bring in one client');
    await openListed(kith, 0);
    await kith.press('radio', 'Noah Later');
    assert.equal(await kith.audit(), '', 'a client is chosen by everyone');
    await kith.pressInDialog('Bring in client');
    await kith.find('heading', 'Noah Later');
  },
);

story(
  'a damaged vault offers its newest backup and never an end',
  { from: 'first screen', environment: { KITH_E2E_FOLDER: OTHER_STICK } },
  async ({ home, kith, open }) => {
    await createVault(kith, { secondPlace: true });
    await kith.press('button', 'Add your first client');
    await kith.fill('Name', 'Ruth Example');
    await kith.pressInDialog('Add client');
    await kith.find('heading', 'Begin course');
    await openPracticePage(kith, 'Backups');
    await kith.press('button', 'Back up now');
    await kith.until(() => on(OTHER_STICK).length === 2, 'the second backup never reached the stick');
    await kith.close();
    for (const copy of ['vault.hdr', 'vault.hdr.2'])
      writeFileSync(join(home, 'vault', copy), Buffer.alloc(4096, 7));

    const again = await open();
    await again.see('The vault cannot be opened as it is');
    await again.see('Your newest verified backup was made on');
    assert.equal(await again.audit(), '', 'damage is said to everyone');
    await again.press('button', 'Open the newest backup');
    await again.fill('passphrase', PASSPHRASE);
    await again.pressInDialog('Open backup');
    await again.pressInDialog('Restore this backup');
    await again.see('The backup is restored.');
    await again.waitUntilGone('button', 'Restore this backup');
    await unlock(again);
    await again.press('button', 'Clients', { exact: true });
    await again.see('Ruth Example');
  },
);
