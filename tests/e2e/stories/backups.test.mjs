// Backups: made in two places, restored from the lock screen, and offered when the vault is damaged.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

import { story } from '../window/story.mjs';
import { PASSPHRASE, addClient, createVault, lock, openPracticePage, unlock } from '../window/steps.mjs';

// A folder with the mark of a program that copies it elsewhere: without it, a folder on
// the vault's disk does not count as a second place.
const makeSecondPlace = () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-second-place-'));
  mkdirSync(join(folder, '.stfolder'));
  return folder;
};
const [SECOND_PLACE, OTHER_SECOND_PLACE] = [makeSecondPlace(), makeSecondPlace()];
after(() =>
  [SECOND_PLACE, OTHER_SECOND_PLACE].forEach((folder) => rmSync(folder, { recursive: true, force: true })),
);

const backupsIn = (folder) => readdirSync(folder).filter((name) => name.endsWith('.kithbackup'));

// Opens a backup of the list in the dialog, counted as `Array.at` counts, up to the comparison with the vault.
async function openListedBackup(kith, at) {
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
  'a backup is in two places and is restored from the lock screen',
  { from: 'course', environment: { KITH_E2E_FOLDER: SECOND_PLACE } },
  async ({ kith }) => {
    await openPracticePage(kith, 'Backups');
    await kith.see('No copy outside this computer');
    await kith.press('button', 'Choose second place');
    await kith.see('Safe here and elsewhere');
    await kith.press('button', 'Back up now');
    await kith.see('Outside this computer: today');
    await kith.expectAccessible('the page of backups');
    assert.notEqual(backupsIn(SECOND_PLACE).length, 0, 'no backup was copied to the second place');

    await addClient(kith, 'Noah Later');
    await lock(kith);
    await kith.press('button', 'Open a backup');
    await kith.find('button', 'Choose a file');
    await kith.expectAccessible('the list of backups');
    await openListedBackup(kith, -1);
    await kith.find('button', 'Restore this backup', { exact: true });
    assert.ok(!(await kith.text()).includes('Ruth'), 'the comparison names a client');
    await kith.expectAccessible('the comparison with a backup');
    await kith.pressInDialog('Restore this backup');
    await kith.see('The backup is restored.');
    // The notice appears before the dialog has closed and given the focus back.
    await kith.waitUntilGone('button', 'Restore this backup');
    await unlock(kith);
    await kith.press('button', 'Clients', { exact: true });
    await kith.see('Ruth Example');
    assert.ok(!(await kith.text()).includes('Noah'), 'a client added after the backup is still there');

    await openPracticePage(kith, 'Backups');
    await kith.press('button', 'Bring in one client');
    await openListedBackup(kith, 0);
    await kith.press('radio', 'Noah Later');
    await kith.expectAccessible('the choice of a client');
    await kith.pressInDialog('Bring in client');
    await kith.find('heading', 'Noah Later');
  },
);

story(
  'a damaged vault offers its newest backup, which is restored',
  { from: 'first screen', environment: { KITH_E2E_FOLDER: OTHER_SECOND_PLACE } },
  async ({ home, kith, open }) => {
    await createVault(kith, { secondPlace: true });
    await kith.press('button', 'Add your first client');
    await kith.fill('Name', 'Ruth Example');
    await kith.pressInDialog('Add client');
    await kith.find('heading', 'Begin course');
    await openPracticePage(kith, 'Backups');
    await kith.press('button', 'Back up now');
    await kith.until(
      () => backupsIn(OTHER_SECOND_PLACE).length === 2,
      'the second backup was not copied to the second place',
    );
    await kith.close();
    for (const copy of ['vault.hdr', 'vault.hdr.2'])
      writeFileSync(join(home, 'vault', copy), Buffer.alloc(4096, 7));

    const again = await open();
    await again.see('The vault cannot be opened as it is');
    await again.see('Your newest verified backup was made on');
    await again.expectAccessible('the lock screen of a damaged vault');
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
