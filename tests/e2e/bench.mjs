// How long the screens take in the real window, with the practice of 400 clients that `cargo xtask bench` has made.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { dragging } from './bench/drag.mjs';
import { durable } from './bench/durable.mjs';
import { p95, pressed } from './bench/felt.mjs';
import { Kith } from './window/kith.mjs';
import { lock } from './window/steps.mjs';

const TIMES = 20;
const UNLOCKS = 5;
// As long as somebody looks at a client before they turn to the map.
const GLANCE = 2_000;
const { KITH_HOME: home, KITH_PASSPHRASE: passphrase, KITH_ANSWERS: answers } = process.env;
const measured = {};

const isAtRest = () => !readdirSync(join(home, 'vault')).some((name) => name.endsWith('.tmp'));
const heading = (name) =>
  `Array.from(document.querySelectorAll('h1')).some((title) => title.textContent.includes('${name}'))`;
const section = (name) =>
  `document.querySelector('nav [aria-current="page"]')?.textContent.includes('${name}')`;
const people = (count) =>
  `document.querySelectorAll('[data-person]:not([aria-hidden=true] *)').length >= ${count}`;

// What a person waits for, and how much of it the page itself needs.
function note(name, times) {
  measured[name] = p95(times.map(({ felt }) => felt));
  measured[`${name}: script and layout`] = p95(times.map(({ ready }) => ready));
}

async function lookFor(kith, name, shelf) {
  await kith.press('button', 'Clients', { exact: true });
  await kith.press('radio', shelf);
  await kith.fill('Find by name or code', name);
  await kith.find('button', name, { exact: true });
}

async function map(kith, name, count) {
  const times = [];
  await lookFor(kith, name, 'Active');
  await kith.press('button', name, { exact: true });
  await kith.find('button', 'Overview', { exact: true });
  await pause(GLANCE);
  for (let turn = 0; turn < TIMES; turn += 1) {
    await kith.press('button', 'Overview', { exact: true });
    times.push(await pressed(kith, 'Map', people(count)));
  }
  // Laid out once and remembered then: the first time is a measure of its own.
  const [first, ...again] = times;
  note(`open a map of ${count} people`, again);
  measured[`open a map of ${count} people, the first time`] = first.felt;
  const { work, rate } = await dragging(kith, `crowd-${count - 1}`);
  measured[`a frame of dragging, ${count} people: script and layout`] = p95(work);
  measured[`frames while dragging, ${count} people`] = rate;
}

// Proportional memory of the program and its web processes, in megabytes.
function memory(group) {
  let kilobytes = 0;
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, name, rest] = readFileSync(`/proc/${id}/stat`, 'utf8').match(/\((.*)\) (.*)/);
      if (Number(rest.split(' ')[2]) !== group || name.startsWith('WebKitWebDriver')) continue;
      kilobytes += Number(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)[1]);
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
    }
  }
  return kilobytes / 1000;
}

const kith = await Kith.open(home);
try {
  const unlocked = [];
  for (let turn = 0; turn <= UNLOCKS; turn += 1) {
    if (turn > 0) {
      await lock(kith);
      // Whoever unlocks waits for a backup that is being made.
      await pause(1_000);
      await kith.until(isAtRest, 'a backup is still being made');
    }
    await kith.fill('Passphrase', passphrase);
    unlocked.push((await pressed(kith, 'Unlock', section('Today'))).felt);
    await kith.find('button', 'Clients', { exact: true });
  }
  // The first one reads the vault from the disk: the budget is for a warm one, as that of the start is.
  const [cold, ...warm] = unlocked;
  measured['unlock to Today beyond key derivation, window'] = p95(warm);
  measured['unlock to Today beyond key derivation, the first time'] = cold;
  // The practice has a light key, which the window speaks of above every screen until it is told not to.
  await kith.press('button', 'Put away');
  await pause(5_000);
  measured['memory of all processes, idle (PSS)'] = memory(kith.processGroup);

  const clients = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    const name = `Client ${String(19 * (turn + 1)).padStart(3, '0')}`;
    await lookFor(kith, name, 'Concluded');
    const there = `${heading(name)} && document.body.textContent.includes('16 of 16 used')`;
    clients.push(await pressed(kith, name, there));
  }
  note('open a client', clients);

  const sessions = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    await kith.press('button', 'Sessions', { exact: true });
    const name = `Open session ${(turn % 16) + 1}`;
    sessions.push(await pressed(kith, name, `document.querySelector('textarea') !== null`));
    await kith.press('button', 'Overview', { exact: true });
  }
  note('open a session', sessions);
  await map(kith, 'Forty people', 40);
  measured['a keystroke is durable'] = p95(await durable(kith, home, 'crowd-39'));
  await map(kith, 'A hundred and fifty people', 150);
  await kith.press('button', 'Today', { exact: true });
  await pause(5_000);
  measured['memory of all processes, after all this (PSS)'] = memory(kith.processGroup);
} finally {
  await kith.close();
}
writeFileSync(answers, JSON.stringify(measured));
