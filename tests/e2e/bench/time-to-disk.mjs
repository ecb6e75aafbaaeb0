// The time after a keystroke during which a power cut would lose it.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const KEYS = 60;
// A key pressed less than this before the database begins to write may not be in that write.
const TOO_LATE = 50;
// Writes closer together than this belong to one save.
const TOGETHER = 40;

// Types without a pause into the entry of a person on the open map; returns for each keystroke the milliseconds until
// the first save that surely holds it was on disk. A save is on disk with the last write to the journal, which wipes it.
export async function measureTimeToDisk(kith, home, person) {
  await kith.run(
    `const person = document.querySelector('[data-person="' + arguments[0] + '"]');
     person.focus();
     window.kithKeys = [];
     addEventListener('keydown', ({ timeStamp }) => window.kithKeys.push(performance.timeOrigin + timeStamp), true);`,
    person,
  );
  await kith.keys(' ');
  await kith.focus('field', 'What is good');
  await kith.run('window.kithKeys.length = 0');

  const journal = join(home, 'vault', 'vault.db-journal');
  const writes = [];
  const written = () => statSync(journal, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  let latest = written();
  const watch = setInterval(() => {
    const now = written();
    if (now !== latest) writes.push((latest = now));
  }, 1);
  for (let key = 0; key < KEYS; key += 1) {
    await kith.keys('e');
    await pause(90);
  }
  await pause(2_000);
  clearInterval(watch);

  const saves = [];
  for (const write of writes) {
    const save = saves.at(-1);
    if (save && write - save.ended < TOGETHER) save.ended = write;
    else saves.push({ begun: write, ended: write });
  }
  const keys = await kith.run('return window.kithKeys');
  return keys.map((pressed) => {
    // Without a later save, the key was in the save that had just begun.
    const save =
      saves.find((one) => one.begun >= pressed + TOO_LATE) ?? saves.find((one) => one.begun >= pressed);
    if (!save) throw new Error('a keystroke never reached the disk');
    return save.ended - pressed;
  });
}
