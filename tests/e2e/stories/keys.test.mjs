// Keys of a vault: a new key after the passphrase became known, a colleague’s code, the recovery sheet as PDF.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { story } from '../window/story.mjs';
import {
  PASSPHRASE,
  confirmRecoverySheet,
  createEmptyVault,
  createVault,
  lock,
  openPracticePage,
  unlock,
} from '../window/steps.mjs';

const FRESH = 'four brown otters paint a lighthouse';
const sheetIn = (home) => join(home, 'sheet.pdf');

story(
  'after a new key the old passphrase fails and the old backups can be removed',
  { from: 'first screen' },
  async ({ kith }) => {
    await createVault(kith);
    await kith.press('button', 'Add your first client');
    await kith.fill('Name', 'Ruth Example');
    await kith.pressInDialog('Add client');
    await kith.find('heading', 'Begin course');
    await openPracticePage(kith, 'Backups');
    await kith.press('button', 'Back up now');
    await kith.see('Backup verified today');

    await kith.press('button', 'Settings', { exact: true });
    await kith.press('button', 'Give the vault a new key');
    await kith.expectAccessible('the dialog of a new key');
    await kith.fill('Current passphrase', PASSPHRASE);
    await kith.fill('New passphrase', FRESH);
    await kith.fill('Repeat passphrase', FRESH);
    await kith.pressInDialog('Give the vault a new key');
    await kith.find('heading', 'The vault has a new key', { within: 120_000 });
    await kith.expectAccessible('the new recovery sheet');
    await confirmRecoverySheet(kith);
    await kith.find('heading', 'Old backups');
    await kith.expectAccessible('the list of old backups');
    await kith.until(
      () =>
        kith.run(
          'return Array.from(document.querySelectorAll("dialog button")).some((one) => one.textContent.includes("Remove all") && !one.disabled)',
        ),
      'the old backups cannot be removed',
    );
    await kith.pressInDialog('Remove all of them');
    await kith.see('No old backup is left');
    await kith.pressInDialog('Done');

    await lock(kith);
    await unlock(kith);
    await kith.see('That is not the passphrase of this vault.');
    await unlock(kith, FRESH);
    await kith.press('button', 'Clients', { exact: true });
    await kith.see('Ruth Example');
  },
);

story(
  'a colleague’s code opens the vault until it is revoked, and no other code is revoked with it',
  { from: 'first screen' },
  async ({ kith }) => {
    const own = await createEmptyVault(kith);
    await kith.press('button', 'Settings', { exact: true });
    await kith.press('button', 'Make a code for a colleague');
    await kith.fill('Who will hold it', 'Dr M. Osei');
    await kith.fill('Passphrase', PASSPHRASE);
    await kith.pressInDialog('Make the code');
    const code = (await confirmRecoverySheet(kith)).join(' ');
    await kith.see('Dr M. Osei has a code.');

    await lock(kith);
    await kith.press('button', 'I have my recovery sheet');
    await kith.fill('Recovery code', code);
    await kith.press('button', 'Unlock', { exact: true });
    await kith.pressInDialog('Later');

    await kith.press('button', 'Settings', { exact: true });
    await kith.press('button', 'Revoke the colleague’s code');
    await kith.fill('Passphrase', PASSPHRASE);
    await kith.pressInDialog('Revoke the colleague’s code');
    await kith.see('No colleague has a code.');
    await lock(kith);
    await kith.press('button', 'I have my recovery sheet');
    await kith.fill('Recovery code', code);
    await kith.press('button', 'Unlock', { exact: true });
    await kith.find('alert', 'This recovery code');
    await kith.fill('Recovery code', own);
    await kith.press('button', 'Unlock', { exact: true });
    await kith.see('You opened with the recovery sheet');
  },
);

story(
  'the recovery sheet is saved as a PDF where asked, with a warning',
  { from: 'first screen', environment: (home) => ({ KITH_E2E_SAVE: sheetIn(home) }) },
  async ({ home, kith }) => {
    await kith.press('button', 'Make my vault');
    await kith.fill('Passphrase', PASSPHRASE);
    await kith.fill('Repeat passphrase', PASSPHRASE);
    await kith.press('button', 'Create vault');
    await kith.find('heading', 'Your recovery sheet');
    await kith.press('button', 'Save as PDF…');
    await kith.see('it is worth what your passphrase is worth');
    await kith.expectAccessible('the recovery sheet');
    const pdf = readFileSync(sheetIn(home), 'latin1');
    assert.ok(pdf.startsWith('%PDF-'), 'the file is no PDF');
    assert.match(pdf, /pdfuaid:part/, 'the PDF is not marked as accessible');
    await confirmRecoverySheet(kith);
    await kith.find('heading', 'A second place for backups');
  },
);
