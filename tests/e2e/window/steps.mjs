// Steps that many stories share.

import { fileURLToPath } from 'node:url';

export const PASSPHRASE = 'seven quiet herons mend a bicycle';

export function caseFilePath(name) {
  return fileURLToPath(new URL(`../../golden/cases/case-${name}.json`, import.meta.url));
}

// Reads the code from the recovery sheet on the screen and types two of its groups; returns all groups.
export async function confirmRecoverySheet(kith) {
  await kith.find('button', 'I have it on paper');
  const groups = await kith.run(
    `return Array.from(document.querySelectorAll('[aria-label="Recovery code"] .code'), (group) => group.textContent)`,
  );
  await kith.press('button', 'I have it on paper');
  await kith.find('heading', 'Try it once');
  for (const label of (await kith.namesOf('field')).filter((name) => /^Group \d$/.test(name))) {
    await kith.fill(label, groups[Number(label.match(/\d+/)[0]) - 1]);
  }
  await kith.press('button', 'Check', { exact: true });
  return groups;
}

// Goes through the wizard, from the first screen to "Your vault is ready"; returns the recovery code. The second place
// for backups is the folder in `KITH_E2E_FOLDER`, or is skipped.
export async function createVault(kith, { secondPlace = false } = {}) {
  await kith.press('button', 'Make my vault');
  await kith.fill('Passphrase', PASSPHRASE);
  await kith.fill('Repeat passphrase', PASSPHRASE);
  await kith.press('button', 'Create vault');
  await kith.find('heading', 'Your recovery sheet');
  const groups = await confirmRecoverySheet(kith);
  await kith.find('heading', 'A second place for backups');
  if (secondPlace) {
    await kith.press('button', 'Choose a folder');
    await kith.press('button', 'Go on');
  } else {
    await kith.press('button', 'Skip for now');
  }
  await kith.find('heading', 'Your vault is ready');
  return groups.join(' ');
}

// Goes through the wizard to an empty list of clients; returns the recovery code.
export async function createEmptyVault(kith) {
  const code = await createVault(kith);
  await kith.press('button', 'Add your first client');
  await kith.press('button', 'Cancel');
  await kith.find('button', 'Add client');
  return code;
}

// Opens the list of clients, from any page.
export async function openClients(kith) {
  await kith.press('button', 'Clients', { exact: true });
  await kith.find('button', 'Add client');
}

// Opens the overview of a client who has a course, from any page.
export async function openClient(kith, name) {
  await openClients(kith);
  await kith.press('button', name);
  await kith.find('button', 'Overview', { exact: true });
}

// Adds a client without a course, from any page.
export async function addClient(kith, name) {
  await openClients(kith);
  await kith.press('button', 'Add client');
  await kith.fill('Name', name);
  await kith.pressInDialog('Add client');
  await kith.find('heading', 'Begin course');
}

export async function openPracticePage(kith, part) {
  await kith.press('button', 'Practice', { exact: true });
  await kith.press('button', part, { exact: true });
}

// Goes through the wizard to a client whose course of sixteen sessions begins today; returns the recovery code.
export async function createVaultWithCourse(kith) {
  const code = await createVault(kith);
  await kith.press('button', 'Add your first client');
  await kith.fill('Name', 'Ruth Example');
  await kith.pressInDialog('Add client');
  await kith.find('heading', 'Begin course');
  await kith.press('button', 'Begin course');
  await kith.see('0 of 16 used');
  return code;
}

// Goes through the wizard to the sample case; returns the recovery code.
export async function createVaultWithSampleCase(kith) {
  const code = await createVault(kith);
  await kith.press('button', 'Look around with a sample case');
  await kith.find('button', 'Overview', { exact: true });
  return code;
}

export async function lock(kith) {
  await kith.press('button', 'Lock', { exact: true });
  await kith.find('button', 'Unlock', { exact: true });
}

export async function unlock(kith, passphrase = PASSPHRASE) {
  await kith.fill('Passphrase', passphrase);
  await kith.press('button', 'Unlock', { exact: true });
}
