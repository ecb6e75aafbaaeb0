// How long the screens take in the real window, with the practice of 400 clients that `cargo xtask bench` has made.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

import { Kith } from './window/kith.mjs';
import { unlock } from './window/steps.mjs';

const TIMES = 10;
const { KITH_HOME: home, KITH_PASSPHRASE: passphrase, KITH_ANSWERS: answers } = process.env;
const measured = {};

// Presses a control inside the page and waits, frame by frame, until `there` (an expression) holds and is drawn.
const timing = (there) => `
  const [element] = arguments;
  const holds = () => ${there};
  return new Promise((done) => {
    const begun = performance.now();
    const look = () => (holds() ? requestAnimationFrame(() => done(performance.now() - begun)) : requestAnimationFrame(look));
    element.click();
    requestAnimationFrame(look);
  });`;

const p95 = (values) => values.sort((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1];
const heading = (name) =>
  `Array.from(document.querySelectorAll('h1')).some((title) => title.textContent.includes('${name}'))`;
const section = (name) =>
  `document.querySelector('nav [aria-current="page"]')?.textContent.includes('${name}')`;

async function timed(kith, role, name, there) {
  return kith.run(timing(there), await kith.find(role, name, { exact: true }));
}

async function lookFor(kith, name) {
  await kith.press('button', 'Clients', { exact: true });
  await kith.press('radio', 'Concluded');
  await kith.fill('Find by name or code', name);
}

async function map(kith, name, count) {
  const times = [];
  await lookFor(kith, name);
  await kith.press('button', name, { exact: true });
  for (let turn = 0; turn < TIMES; turn += 1) {
    await kith.press('button', 'Overview', { exact: true });
    times.push(
      await timed(kith, 'button', 'Map', `document.querySelectorAll('[data-person]').length >= ${count}`),
    );
  }
  return p95(times);
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
  await kith.fill('Passphrase', passphrase);
  measured['unlock to Today beyond key derivation, window'] = await timed(
    kith,
    'button',
    'Unlock',
    section('Today'),
  );
  await kith.press('button', 'Lock', { exact: true });
  await unlock(kith, passphrase);
  await kith.find('button', 'Clients', { exact: true });
  await new Promise((settled) => setTimeout(settled, 5_000));
  measured['memory of all processes, idle (PSS)'] = memory(kith.group);

  const clients = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    const name = `Client ${String(37 * (turn + 1)).padStart(3, '0')}`;
    await lookFor(kith, name);
    clients.push(
      await timed(
        kith,
        'button',
        name,
        `${heading(name)} && document.body.textContent.includes('16 of 16 used')`,
      ),
    );
  }
  measured['open a client'] = p95(clients);

  const sessions = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    await kith.press('button', 'Sessions', { exact: true });
    await kith.find('button', 'Open session 1', { exact: true });
    const name = `Open session ${turn + 1}`;
    sessions.push(await timed(kith, 'button', name, `document.querySelector('textarea') !== null`));
    await kith.press('button', 'Overview', { exact: true });
  }
  measured['open a session'] = p95(sessions);
  measured['open a map of 40 people'] = await map(kith, 'Forty people', 40);
  measured['open a map of 150 people'] = await map(kith, 'A hundred and fifty people', 150);
} finally {
  await kith.close();
}
writeFileSync(answers, JSON.stringify(measured));
