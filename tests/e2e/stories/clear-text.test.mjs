// What Kith leaves behind outside its encrypted files: no word of a client in any file, and no secret in memory once
// it is locked.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { replaceTexts } from '../window/course-texts.mjs';
import { story } from '../window/story.mjs';
import { PASSPHRASE, caseFilePath, createVault, lock } from '../window/steps.mjs';
import {
  ENCODINGS,
  countInMemory,
  findInFiles,
  findProcess,
  hasFileOpen,
} from '../window/search-files-and-memory.mjs';

// In every word a client may have said.
const CANARY = 'Zwq7kestrel';

// Everything a program may write to besides its own folder, and a desk for what it was given.
const OUTSIDE = mkdtempSync(join(tmpdir(), 'kith-outside-'));
const PLACES = {
  HOME: 'user',
  TMPDIR: 'tmp',
  XDG_CACHE_HOME: 'cache',
  XDG_CONFIG_HOME: 'config',
  XDG_DATA_HOME: 'data',
  XDG_STATE_HOME: 'state',
};
const environment = Object.fromEntries(
  Object.entries(PLACES).map(([name, folder]) => [name, join(OUTSIDE, folder)]),
);
for (const folder of Object.values(environment)) mkdirSync(folder);
const DESK = mkdtempSync(join(tmpdir(), 'kith-desk-'));
process.on('exit', () =>
  [OUTSIDE, DESK].forEach((folder) => rmSync(folder, { recursive: true, force: true })),
);

// A course full of canaries, and how many there are.
const { course, count } = replaceTexts(
  JSON.parse(readFileSync(caseFilePath('transition'), 'utf8')),
  (number) => `${CANARY} ${number}`,
);
const file = join(DESK, 'course.json');
writeFileSync(file, JSON.stringify(course));
environment.KITH_E2E_OPEN = file;

// From the first screen to the overview of that course; gives the secrets of the vault.
async function openFullVault(kith) {
  const code = await createVault(kith);
  await kith.press('button', 'Add your first client');
  await kith.press('button', 'Cancel');
  await kith.press('button', 'Import course file');
  await kith.find('button', 'Overview', { exact: true });
  return [PASSPHRASE, code, code.replaceAll(' ', ''), code.replaceAll(' ', '-')];
}

story('no word of a client is in any file', { from: 'first screen', environment }, async ({ home, kith }) => {
  const secrets = await openFullVault(kith);
  const folders = [home, OUTSIDE];
  const words = [CANARY, ...secrets];
  for (const tab of ['Map', 'Measures', 'Sessions']) {
    await kith.press('button', tab, { exact: true });
    assert.deepEqual(findInFiles(folders, words), [], `open on ${tab}`);
  }
  await kith.press('button', 'Open session 1', { exact: true });
  assert.deepEqual(findInFiles(folders, words), [], 'with a note open');
  await lock(kith);
  assert.deepEqual(findInFiles(folders, words), [], 'locked');
  kith.kill();
  assert.deepEqual(findInFiles(folders, words), [], 'after a power cut');

  const tried = count + secrets.length;
  assert.ok(tried >= 60, 'bar 8 asks for sixty');
  for (const [encoding, ways] of Object.entries(ENCODINGS)) {
    const planted = join(OUTSIDE, 'tmp', 'planted');
    for (const bytes of ways(`${CANARY} planted`)) {
      writeFileSync(planted, bytes);
      assert.equal(findInFiles(folders, words).length, 1, `one planted as ${encoding} is found`);
    }
    rmSync(planted);
  }
  console.log(`bar 8: tried ${tried} found ${tried}`);
});

story(
  'a word that a page keeps for itself is found in its file',
  { from: 'first screen' },
  async ({ home, kith }) => {
    await kith.find('button', 'Make my vault');
    await kith.run('localStorage.setItem("kept", arguments[0])', CANARY);
    await kith.until(() => findInFiles([home], [CANARY]).length > 0, 'the word was not found');
    console.log('control 8: planted 1 found 1');
  },
);

story(
  'two seconds after the lock neither a secret nor a word of a client is in memory',
  { from: 'first screen', environment },
  async ({ home, kith }) => {
    const secrets = await openFullVault(kith);
    const words = [CANARY, ...secrets];
    const id = findProcess(process.env.KITH_PROGRAM, home);
    assert.ok(id, 'the program runs');
    assert.ok(countInMemory(id, [CANARY])[CANARY] > 0, 'what is open is found, so a secret would be');
    for (const tab of ['Map', 'Measures', 'Sessions']) await kith.press('button', tab, { exact: true });
    await kith.press('button', 'Open session 1', { exact: true });
    const vault = join(home, 'vault', 'vault.db');
    assert.ok(hasFileOpen(id, vault), 'the vault is open');
    await lock(kith);
    // The backup at lock is made of an open vault.
    await kith.until(() => !hasFileOpen(id, vault), 'the vault was not closed');
    await pause(2_000);
    assert.deepEqual(countInMemory(id, words), {}, 'locked, nothing is left');
    console.log(`bar 9: tried ${words.length} found ${words.length}`);

    // The title of a page is kept by the program.
    for (const secret of secrets) {
      await kith.run('document.title = arguments[0]', secret);
      await kith.until(() => countInMemory(id, [secret])[secret] > 0, 'a secret in memory was not found');
    }
    console.log(`control 9: planted ${secrets.length} found ${secrets.length}`);
  },
);
