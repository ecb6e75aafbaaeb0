// Erasing a client for good, and the audit trail that says so.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { story } from '../window/story.mjs';
import { PASSPHRASE, addClient, openPracticePage } from '../window/steps.mjs';

story(
  'a client is erased after a typed code, and the audit trail says so without a name',
  { from: 'vault' },
  async ({ kith }) => {
    await addClient(kith, 'Ruth Example');
    await addClient(kith, 'Noah Later');

    await openPracticePage(kith, 'Keeping and erasing');
    await kith.expectAccessible('the page of retention');
    await kith.press('button', 'More for Ruth Example');
    await kith.press('button', 'Erase for good');
    await kith.see('Backups made until now still hold this client');
    await kith.expectAccessible('the dialog of erasing');
    await kith.fill('Type the code C-001', 'C-001');
    await kith.fill('Passphrase', 'not the passphrase at all');
    await kith.pressInDialog('Erase for good');
    await kith.see('That is not the passphrase of this vault.');
    await kith.fill('Passphrase', PASSPHRASE);
    await kith.pressInDialog('Erase for good');
    await kith.see('Ruth Example is erased.');

    await kith.press('button', 'Clients', { exact: true });
    await kith.see('Noah Later');
    await kith.until(
      async () => !(await kith.text()).includes('Ruth'),
      'the list still names the erased client',
    );
    await openPracticePage(kith, 'Audit trail');
    await kith.see('erase client');
    await kith.until(
      async () => !(await kith.text()).includes('Ruth'),
      'the audit trail names the erased client',
    );
    await kith.expectAccessible('the audit trail');
  },
);

const exportIn = (home) => join(home, 'audit.csv');

story(
  'the audit trail is narrowed to a client and exported without a name',
  { from: 'vault', environment: (home) => ({ KITH_E2E_SAVE: exportIn(home) }) },
  async ({ home, kith }) => {
    const file = exportIn(home);
    await addClient(kith, 'Ruth Example');
    await addClient(kith, 'Noah Later');

    await openPracticePage(kith, 'Audit trail');
    await kith.see('C-002');
    await kith.choose('Client', 'Ruth Example (C-001)');
    await kith.until(async () => !(await kith.text()).includes('C-002\n'), 'another client is still shown');
    await kith.see('C-001');
    await kith.choose('Client', 'Everyone');
    await kith.press('button', 'Export');
    await kith.fill('Passphrase', PASSPHRASE);
    await kith.pressInDialog('Export');
    await kith.see('The file is written. It is not encrypted.');
    assert.ok(existsSync(file), 'the file was not written');
    assert.ok(!readFileSync(file, 'utf8').includes('Ruth'), 'the file names a client');
  },
);
