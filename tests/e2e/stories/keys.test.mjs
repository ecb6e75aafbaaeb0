// Who else can open the vault: a colleague's code comes and goes alone.

import { story } from '../window/story.mjs';
import { PASSPHRASE, createVault, lock, rehearse } from '../window/steps.mjs';

story('a colleague’s code opens the vault until it is revoked, alone', async ({ kith }) => {
  const own = await createVault(kith);
  await kith.press('button', 'Add your first client');
  await kith.press('button', 'Cancel');
  await kith.press('button', 'Settings', { exact: true });
  await kith.press('button', 'Make a code for a colleague');
  await kith.fill('Who will hold it', 'Dr M. Osei');
  await kith.fill('Passphrase', PASSPHRASE);
  await kith.pressInDialog('Make the code');
  const code = (await rehearse(kith)).join(' ');
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
});
