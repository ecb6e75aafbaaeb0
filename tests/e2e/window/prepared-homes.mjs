// Prepared data folders, in which the wizard is done. The program itself makes each, once in a run, when a story first
// needs it; stories work on copies.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { findProcess, hasFileOpen } from './search-files-and-memory.mjs';
import {
  createEmptyVault,
  createVaultWithCourse,
  createVaultWithSampleCase,
  lock,
  openClient,
  openClients,
  unlock,
} from './steps.mjs';
import { withWindows } from './windows.mjs';

// `make` goes from the first screen to the state and returns the recovery code; `enter` goes from the unlocked vault to
// the page on which stories start.
const STATES = {
  vault: { make: createEmptyVault, enter: openClients },
  course: { make: createVaultWithCourse, enter: (kith) => openClient(kith, 'Ruth Example') },
  'sample case': {
    make: createVaultWithSampleCase,
    enter: (kith) => openClient(kith, 'Farida Rahmani-Cole'),
  },
};

// One folder for the whole run; a file that is run by hand has its own.
const FOLDER = process.env.KITH_PREPARED_HOMES ?? makeFolderOfThisProcess();

function makeFolderOfThisProcess() {
  const folder = mkdtempSync(join(tmpdir(), 'kith-prepared-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// Copies the prepared folder of that name into `home`; returns the recovery code of its vault.
export async function copyPreparedHome(state, home) {
  if (!(state in STATES)) throw new Error(`no data folder is prepared for "${state}"`);
  const prepared = join(FOLDER, state);
  while (!existsSync(prepared)) await onlyOneProcess(`${prepared}.lock`, () => prepare(state, prepared));
  cpSync(join(prepared, 'home'), home, { recursive: true });
  return readFileSync(join(prepared, 'recovery-code'), 'utf8');
}

// Unlocks the vault of a copy and goes to the page on which stories start.
export async function openPreparedHome(state, kith) {
  await unlock(kith);
  await STATES[state].enter(kith);
}

// Node runs each file of stories in a process of its own: one process prepares, the others wait.
async function onlyOneProcess(lockFolder, work) {
  try {
    mkdirSync(lockFolder);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    await pause(100);
    return;
  }
  try {
    await work();
  } finally {
    rmdirSync(lockFolder);
  }
}

async function prepare(state, prepared) {
  // Another process may have finished just before this one took the lock.
  if (existsSync(prepared)) return;
  const draft = mkdtempSync(`${prepared}-`);
  const home = join(draft, 'home');
  mkdirSync(home);
  try {
    await withWindows(home, `preparing ${state}`, async (open) => {
      const kith = await open();
      const code = await STATES[state].make(kith);
      const program = findProcess(process.env.KITH_PROGRAM, home);
      await lock(kith);
      // The backup at lock is made of an open vault.
      const vault = join(home, 'vault', 'vault.db');
      await kith.until(() => !hasFileOpen(program, vault), 'the vault was not closed');
      await kith.close();
      writeFileSync(join(draft, 'recovery-code'), code);
    });
    // Other processes see the whole folder or none.
    renameSync(draft, prepared);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
