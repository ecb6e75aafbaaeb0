// A story has a data folder and a window of its own, and both are removed afterwards.

import { test } from 'node:test';

import { makeHome, removeHome } from './kith.mjs';
import { copyPreparedHome, openPreparedHome } from './prepared-homes.mjs';
import { withWindows } from './windows.mjs';

// A story starts on the 'first screen' of an empty data folder, or in an open vault: a copy of the prepared folder that
// `from` names, whose recovery code is `recoveryCode`. `environment` may be a function of the data folder, for files in
// that folder.
export function story(name, { from, environment = {} }, tell) {
  test(name, { timeout: 300_000 }, async () => {
    const home = makeHome();
    const isPrepared = from !== 'first screen';
    try {
      const recoveryCode = isPrepared ? await copyPreparedHome(from, home) : undefined;
      const always = typeof environment === 'function' ? environment(home) : environment;
      await withWindows(home, name, async (openWindow) => {
        const open = () => openWindow(always);
        const kith = await open();
        if (isPrepared) await openPreparedHome(from, kith);
        await tell({ home, open, kith, recoveryCode });
      });
    } finally {
      removeHome(home);
    }
  });
}
