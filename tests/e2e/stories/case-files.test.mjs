// Each case file is imported, shown on every screen and exported, and the export equals the import.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { story } from '../window/story.mjs';
import { PASSPHRASE, caseFilePath } from '../window/steps.mjs';

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

// The content of a file, in one order of keys, without nulls and without `expected`.
function content(value) {
  if (Array.isArray(value)) return value.map(content);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key, one]) => one !== null && key !== 'expected');
  return Object.fromEntries(
    kept.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, one]) => [key, content(one)]),
  );
}

const exportIn = (home) => join(home, 'exported.json');

for (const { name, used, verdicts } of CASES) {
  const file = caseFilePath(name);
  story(
    `the case file of a ${name} is imported, shown and exported unchanged`,
    {
      from: 'vault',
      environment: (home) => ({ KITH_E2E_OPEN: file, KITH_E2E_SAVE: exportIn(home) }),
    },
    async ({ home, kith }) => {
      const exported = exportIn(home);
      await kith.press('button', 'Import course file');
      await kith.find('button', 'Overview', { exact: true });
      await kith.see(JSON.parse(readFileSync(file, 'utf8')).client.display_name);
      await kith.see(used);
      await kith.expectAccessible('the overview');
      for (const tab of ['Sessions', 'Map', 'Measures', 'Focus']) {
        await kith.press('button', tab, { exact: true });
        await kith.expectAccessible(tab);
      }
      await kith.press('button', 'Measures', { exact: true });
      for (const verdict of verdicts) await kith.see(verdict);
      await kith.press('button', 'More');
      await kith.press('button', 'Export course file');
      await kith.fill('Passphrase', PASSPHRASE);
      await kith.pressInDialog('Choose a place and export');
      await kith.until(() => existsSync(exported), 'nothing was exported');
      assert.deepEqual(
        content(JSON.parse(readFileSync(exported, 'utf8'))),
        content(JSON.parse(readFileSync(file, 'utf8'))),
        'the export differs from the import',
      );
    },
  );
}
