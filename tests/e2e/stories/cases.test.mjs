// Both case files come in, are the same on every screen, and go out again as they were.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { story } from '../window/story.mjs';
import { PASSPHRASE, caseFile, createVault } from '../window/steps.mjs';

const CASES = [
  {
    name: 'transition',
    used: '16 of 16 used',
    verdicts: [
      'PHQ-9 fell from 17 to 4 over 16 sessions attended: reliably better',
      'Over the course: reliable improvement and recovery',
    ],
  },
  {
    name: 'dispute',
    used: '16 of 16 used',
    verdicts: [
      'PHQ-9 fell from 15 to 8 over 14 sessions attended: reliably better',
      'Over the course: reliable improvement',
    ],
  },
];

// What a file says, whatever the order of its keys: nulls and `expected` are no part of it.
function content(value) {
  if (Array.isArray(value)) return value.map(content);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key, one]) => one !== null && key !== 'expected');
  return Object.fromEntries(
    kept.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, one]) => [key, content(one)]),
  );
}

for (const { name, used, verdicts } of CASES) {
  story(
    `the case file of a ${name} is imported, walked through and exported`,
    async ({ home, open, kith }) => {
      const file = caseFile(name);
      const exported = join(home, 'exported.json');
      await kith.close();
      const window = await open({
        KITH_E2E_OPEN: file,
        KITH_E2E_SAVE: exported,
      });
      await createVault(window);
      await window.press('button', 'Add your first client');
      await window.press('button', 'Cancel');
      await window.press('button', 'Import course file');
      await window.find('button', 'Overview', { exact: true });
      await window.see(JSON.parse(readFileSync(file, 'utf8')).client.display_name);
      await window.see(used);
      assert.equal(await window.audit(), '', 'the overview is for everyone');
      for (const tab of ['Sessions', 'Map', 'Measures', 'Focus']) {
        await window.press('button', tab, { exact: true });
        assert.equal(await window.audit(), '', `${tab} is for everyone`);
      }
      await window.press('button', 'Measures', { exact: true });
      for (const verdict of verdicts) await window.see(verdict);
      await window.press('button', 'More');
      await window.press('button', 'Export course file');
      await window.fill('Passphrase', PASSPHRASE);
      await window.pressInDialog('Choose a place and export');
      await window.until(() => existsSync(exported), 'nothing was exported');
      assert.deepEqual(
        content(JSON.parse(readFileSync(exported, 'utf8'))),
        content(JSON.parse(readFileSync(file, 'utf8'))),
        'an export says what the import said',
      );
    },
  );
}
