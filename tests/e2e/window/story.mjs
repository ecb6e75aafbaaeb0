// One story: a data folder and a window of its own, both gone afterwards; a picture and the log when it fails.

import { test } from 'node:test';

import { makeHome, removeHome } from './kith.mjs';
import { copyPreparedHome, openPreparedHome } from './prepared-homes.mjs';
import { withWindows } from './windows.mjs';

// `from` says where the story starts: on the 'first screen' of an empty data folder, or in a copy of the prepared
// folder of that name, whose vault is open and has the code `recoveryCode`. `environment` may be made from the path
// of the folder, for files of the story that lie in it.
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
