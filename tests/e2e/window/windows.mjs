// Opens windows on one data folder and ends them all afterwards. After a failure a picture of the last window and the
// log of the program stay.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

import { Kith } from './kith.mjs';

export async function withWindows(home, name, use) {
  const windows = [];
  const open = async (environment) => {
    const kith = await Kith.open(home, environment);
    windows.push(kith);
    return kith;
  };
  try {
    return await use(open);
  } catch (error) {
    const label = name.replace(/\W+/g, '-');
    const seen = await windows
      .at(-1)
      ?.picture(`failed-${label}`)
      .catch(() => undefined);
    copyFileSync(join(home, 'program.log'), join(process.env.KITH_PICTURES, `failed-${label}.log`));
    // A new error: the message of a WebDriver timeout cannot be changed.
    throw new Error(seen ? `${error.message}\n\nPicture: ${seen}` : error.message, { cause: error });
  } finally {
    for (const kith of windows) kith.kill();
  }
}
