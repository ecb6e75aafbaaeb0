// Opens every main screen of the sample case in the real window and takes a picture of each.

import { KEY, Kith, makeHome, removeHome } from './window/kith.mjs';
import { PASSPHRASE, createVault, lock, openPracticePage, unlock } from './window/steps.mjs';

const home = makeHome();
const kith = await Kith.open(home);
let count = 0;

async function picture(name) {
  // Animations end within 150 ms.
  await new Promise((settled) => setTimeout(settled, 250));
  count += 1;
  console.log(`    ${await kith.picture(`${String(count).padStart(2, '0')}-${name}`)}`);
}

try {
  await kith.find('button', 'Make my vault');
  await picture('first-start');
  await createVault(kith);
  await picture('vault-ready');
  await kith.press('button', 'Look around with a sample case');
  await kith.find('button', 'Overview', { exact: true });
  await picture('client');
  for (const tab of ['Sessions', 'Map', 'Measures', 'Focus']) {
    await kith.press('button', tab, { exact: true });
    await picture(tab.toLowerCase());
  }
  await kith.press('button', 'Map', { exact: true });
  await kith.press('radio', 'Table');
  await picture('map-as-table');
  await kith.press('radio', 'Then and now');
  await kith.see('What changed');
  await picture('map-then-and-now');
  await kith.press('radio', 'Replay');
  await kith.find('button', 'Play');
  await picture('map-replay');
  await kith.press('button', 'Present', { exact: true });
  await picture('map-presented');
  await kith.keys(KEY.escape);
  await kith.press('button', 'Sessions', { exact: true });
  await kith.press('button', 'Open session 9', { exact: true });
  await picture('session');
  for (const room of ['Today', 'Clients', 'Settings']) {
    await kith.press('button', room, { exact: true });
    await picture(room.toLowerCase());
  }
  for (const part of ['Backups', 'Keeping and erasing', 'Audit trail']) {
    await openPracticePage(kith, part);
    await picture(part.toLowerCase().replaceAll(' ', '-'));
  }
  await kith.keys(KEY.f8);
  await kith.see('Kith is covered');
  await picture('covered');
  await kith.keys('x');
  await kith.press('button', 'Settings', { exact: true });
  await kith.press('radio', 'Dark');
  await picture('settings-dark');
  await lock(kith);
  await picture('locked');
  await kith.press('button', 'Open a backup');
  await kith.find('button', 'Choose a file');
  await picture('open-a-backup');
  await kith.pressInDialog('Cancel');
  await unlock(kith, PASSPHRASE);
  await kith.press('button', 'Clients', { exact: true });
  await picture('clients-dark');
} finally {
  await kith.close();
  removeHome(home);
}
