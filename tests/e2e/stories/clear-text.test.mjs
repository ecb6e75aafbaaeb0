// Clear text outside the encrypted files: no word of a client in any file, and neither such a word nor a secret in
// memory after a lock.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { replaceTexts } from '../window/course-texts.mjs';
import { story } from '../window/story.mjs';
import { PASSPHRASE, caseFilePath, createEmptyVault, lock } from '../window/steps.mjs';
import {
  ENCODINGS,
  countInMemory,
  findInFiles,
  findProcess,
  hasFileOpen,
} from '../window/search-files-and-memory.mjs';

// Stands in every text of the course, and is searched for.
const MARKER = 'Zwq7kestrel';

// Every folder a program may write to besides its own.
const OUTSIDE_HOME = mkdtempSync(join(tmpdir(), 'kith-outside-'));
const FOLDERS = {
  HOME: 'user',
  TMPDIR: 'tmp',
  XDG_CACHE_HOME: 'cache',
  XDG_CONFIG_HOME: 'config',
  XDG_DATA_HOME: 'data',
  XDG_STATE_HOME: 'state',
};
const outside = Object.fromEntries(
  Object.entries(FOLDERS).map(([name, folder]) => [name, join(OUTSIDE_HOME, folder)]),
);
for (const folder of Object.values(outside)) mkdirSync(folder);
// Holds the course file in clear text, so it is not searched.
const GIVEN = mkdtempSync(join(tmpdir(), 'kith-given-'));
process.on('exit', () =>
  [OUTSIDE_HOME, GIVEN].forEach((folder) => rmSync(folder, { recursive: true, force: true })),
);

// A course with the marker in every text, and the number of texts.
const { course, count } = replaceTexts(
  JSON.parse(readFileSync(caseFilePath('transition'), 'utf8')),
  (number) => `${MARKER} ${number}`,
);
const file = join(GIVEN, 'course.json');
writeFileSync(file, JSON.stringify(course));
const environment = { ...outside, KITH_E2E_OPEN: file };

// Leads from the first screen to the overview of that course; gives the secrets of the vault.
async function importCourseIntoNewVault(kith) {
  const code = await createEmptyVault(kith);
  await kith.press('button', 'Import course file');
  await kith.find('button', 'Overview', { exact: true });
  return [PASSPHRASE, code, code.replaceAll(' ', ''), code.replaceAll(' ', '-')];
}

story('no word of a client is in any file', { from: 'first screen', environment }, async ({ home, kith }) => {
  const secrets = await importCourseIntoNewVault(kith);
  const folders = [home, OUTSIDE_HOME];
  const words = [MARKER, ...secrets];
  for (const tab of ['Map', 'Measures', 'Sessions']) {
    await kith.press('button', tab, { exact: true });
    assert.deepEqual(findInFiles(folders, words), [], `words are in files while ${tab} is open`);
  }
  await kith.press('button', 'Open session 1', { exact: true });
  assert.deepEqual(findInFiles(folders, words), [], 'words are in files while a note is open');
  await lock(kith);
  assert.deepEqual(findInFiles(folders, words), [], 'words are in files after the lock');
  kith.kill();
  assert.deepEqual(findInFiles(folders, words), [], 'words are in files after a power cut');

  const tried = count + secrets.length;
  assert.ok(tried >= 60, 'bar 8 needs sixty words');
  for (const [encoding, ways] of Object.entries(ENCODINGS)) {
    const planted = join(OUTSIDE_HOME, 'tmp', 'planted');
    for (const bytes of ways(`${MARKER} planted`)) {
      writeFileSync(planted, bytes);
      assert.equal(findInFiles(folders, words).length, 1, `a word planted as ${encoding} is not found`);
    }
    rmSync(planted);
  }
  console.log(`bar 8: tried ${tried} found ${tried}`);
});

story(
  'a word that a page stores by itself is found in a file',
  { from: 'first screen' },
  async ({ home, kith }) => {
    await kith.find('button', 'Make my vault');
    await kith.run('localStorage.setItem("kept", arguments[0])', MARKER);
    await kith.until(() => findInFiles([home], [MARKER]).length > 0, 'the word was not found');
    console.log('control 8: planted 1 found 1');
  },
);

story(
  'two seconds after the lock neither a secret nor a word of a client is in memory',
  { from: 'first screen', environment },
  async ({ home, kith }) => {
    const secrets = await importCourseIntoNewVault(kith);
    const words = [MARKER, ...secrets];
    const id = findProcess(process.env.KITH_PROGRAM, home);
    assert.ok(id, 'the process of the program was not found');
    assert.ok(
      countInMemory(id, [MARKER])[MARKER] > 0,
      'an open text is not found in memory, so a secret would be missed',
    );
    for (const tab of ['Map', 'Measures', 'Sessions']) await kith.press('button', tab, { exact: true });
    await kith.press('button', 'Open session 1', { exact: true });
    const vault = join(home, 'vault', 'vault.db');
    assert.ok(hasFileOpen(id, vault), 'the vault is not open');
    await lock(kith);
    // The backup at lock is made of an open vault.
    await kith.until(() => !hasFileOpen(id, vault), 'the vault was not closed');
    await pause(2_000);
    assert.deepEqual(countInMemory(id, words), {}, 'words are in memory after the lock');
    console.log(`bar 9: tried ${words.length} found ${words.length}`);

    // The program keeps the title of its page in memory.
    for (const secret of secrets) {
      await kith.run('document.title = arguments[0]', secret);
      await kith.until(() => countInMemory(id, [secret])[secret] > 0, 'a secret in memory was not found');
    }
    console.log(`control 9: planted ${secrets.length} found ${secrets.length}`);
  },
);
