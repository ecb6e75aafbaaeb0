// One story: a data folder and a window of its own, both gone afterwards; a picture and the log when it fails.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Kith, makeHome, removeHome } from './kith.mjs';

export function story(name, tell, { environment, timeout = 300_000 } = {}) {
  test(name, { timeout }, async () => {
    const home = makeHome();
    const windows = [];
    const open = async (more = {}) => {
      const kith = await Kith.open(home, { ...environment, ...more });
      windows.push(kith);
      return kith;
    };
    try {
      await tell({ home, open, kith: await open() });
    } catch (error) {
      const label = name.replace(/\W+/g, '-');
      const seen = await windows
        .at(-1)
        ?.picture(`failed-${label}`)
        .catch(() => undefined);
      copyFileSync(join(home, 'program.log'), join(process.env.KITH_PICTURES, `failed-${label}.log`));
      error.message += seen ? `\n\nPicture: ${seen}` : '';
      throw error;
    } finally {
      for (const kith of windows) kith.end();
      removeHome(home);
    }
  });
}
