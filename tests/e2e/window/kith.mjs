// Kith's window. Controls are found by role and name, as a screen reader finds them.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { AXE, seriousFaults } from './axe.mjs';
import { Driver } from './driver.mjs';

const FINDER = readFileSync(new URL('finder.js', import.meta.url), 'utf8');
const WAIT_LIMIT = 40_000;

// A picture is taken of the next frame, and a page without movement draws none.
const FORCE_FRAMES = `
  const { style } = document.documentElement;
  const end = performance.now() + 2_000;
  const change = () => {
    const over = performance.now() > end;
    style.outline = over ? '' : style.outlineWidth === '1px' ? '0 solid transparent' : '1px solid transparent';
    if (!over) requestAnimationFrame(change);
  };
  change();`;

// Key codes of the WebDriver protocol.
export const KEY = {
  enter: '\uE007',
  escape: '\uE00C',
  tab: '\uE004',
  space: ' ',
  shift: '\uE008',
  control: '\uE009',
  left: '\uE012',
  up: '\uE013',
  right: '\uE014',
  down: '\uE015',
  backspace: '\uE003',
  delete: '\uE017',
  f8: '\uE038',
};

// Makes a data folder that nothing else uses.
export function makeHome() {
  return mkdtempSync(join(tmpdir(), 'kith-e2e-'));
}

export class Kith {
  #driver;
  #pictures;
  // Role and whole name of each control that was found so far.
  #found = new Set();

  constructor(driver, pictures) {
    this.#driver = driver;
    this.#pictures = pictures;
  }

  // Opens the program on a data folder. `environment` may name files for the dialogs that cannot be driven.
  static async open(home, environment = {}) {
    const pictures = process.env.KITH_PICTURES ?? join(tmpdir(), 'kith-pictures');
    mkdirSync(pictures, { recursive: true });
    const driver = await Driver.start({
      program: process.env.KITH_PROGRAM,
      environment: { KITH_HOME: home, ...environment },
      log: join(home, 'program.log'),
    });
    const kith = new Kith(driver, pictures);
    await driver.post('/window/rect', { x: 0, y: 0, width: 1280, height: 800 }).catch(() => undefined);
    return kith;
  }

  // Lets the program close its window by itself.
  async close() {
    await this.#driver.close();
  }

  // The id of the group of its processes.
  get processGroup() {
    return this.#driver.processGroup;
  }

  // Ends the program at once, as a power cut would.
  kill() {
    this.#driver.kill();
  }

  run(script, ...args) {
    return this.#driver.run(script, ...args);
  }

  // Waits until `question` has an answer; fails with `fault`, which may be a function, and the text on the screen.
  async until(question, fault, within = WAIT_LIMIT) {
    const end = Date.now() + within;
    for (;;) {
      const answer = await question();
      if (answer) return answer;
      if (Date.now() > end) {
        const said = typeof fault === 'function' ? fault() : fault;
        throw new Error(`${said}. On the screen:\n${await this.text()}`);
      }
      await pause(40);
    }
  }

  text() {
    return this.run('return document.body.innerText');
  }

  // The names of all visible controls of that role.
  namesOf(role) {
    return this.run(FINDER, { role, all: true });
  }

  // The control of that role and name, or null at once.
  async findNow(role, name, exact = false) {
    const found = await this.run(FINDER, { role, name, exact });
    if (found === null) return null;
    this.#found.add(`${role} ${found.name}`);
    return found.element;
  }

  async find(role, name, { exact = false, within } = {}) {
    const found = () => this.findNow(role, name, exact);
    return this.until(found, `no ${role} named "${name}"`, within).catch(async (error) => {
      throw new Error(`${error.message}\n\nEvery ${role}: ${JSON.stringify(await this.namesOf(role))}`);
    });
  }

  async press(role, name, options) {
    await this.click(await this.find(role, name, options));
  }

  // Presses a button of the open dialog, which often has the name of the button that opened the dialog.
  async pressInDialog(name) {
    await this.until(
      () => this.run('return document.querySelector("dialog:modal") !== null'),
      'no dialog is open',
    );
    await this.press('button', name, { exact: true });
  }

  // Focuses a control, or the first one inside it.
  async focus(role, name) {
    await this.run(
      `const [element] = arguments;
       (element.matches('input, button, textarea, select, [tabindex]') ? element : element.querySelector('input, button, textarea, select, [tabindex="0"]')).focus()`,
      await this.find(role, name),
    );
  }

  // Radios and checkboxes are drawn by their label, so the label is clicked.
  async click(element) {
    const drawn = await this.run(
      `const [element] = arguments;
       const drawn = element.matches('input[type=radio], input[type=checkbox]') ? (element.closest('label') ?? element) : element;
       drawn.scrollIntoView({ block: 'nearest' });
       return drawn`,
      element,
    );
    await this.#on(drawn, 'click', {});
  }

  // Replaces the text of a field by typing over it. The WebDriver command `clear` would leave the field, and leaving
  // saves: the page may then show the earlier text once more, before what is typed next.
  async fill(label, text) {
    const field = await this.find('field', label);
    await this.run('arguments[0].focus(); arguments[0].select()', field);
    await this.#on(field, 'value', { text });
  }

  async fieldValue(label) {
    return this.run('return arguments[0].value', await this.find('field', label));
  }

  // Chooses an option of a select, by value or text.
  async choose(label, value) {
    const field = await this.find('field', label);
    await this.run(
      `const [field, value] = arguments;
       const wanted = Array.from(field.options).find((option) => option.value === value || option.text.trim() === value);
       field.value = wanted.value;
       field.dispatchEvent(new Event('input', { bubbles: true }));
       field.dispatchEvent(new Event('change', { bubbles: true }));`,
      field,
      value,
    );
  }

  // Presses keys in the focused element; those in `held` stay down meanwhile.
  async keys(text, held = []) {
    const down = (value) => ({ type: 'keyDown', value });
    const up = (value) => ({ type: 'keyUp', value });
    const actions = [
      ...held.map(down),
      ...Array.from(text).flatMap((key) => [down(key), up(key)]),
      ...held.map(up),
    ];
    await this.#driver.post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  // Moves and presses the mouse, in the actions of the WebDriver protocol.
  async pointer(actions) {
    const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
    await this.#driver.post('/actions', { actions: [mouse] });
  }

  // Waits for a text on the screen.
  async see(text, within) {
    const there = async () => (await this.text()).replace(/\s+/g, ' ').includes(text);
    await this.until(there, `"${text}" is not shown`, within);
  }

  // Waits until no control has this role and this whole name. A control of that name must have been found before, so
  // that a name that was changed or mistyped does not pass.
  async waitUntilGone(role, name) {
    assert.ok(
      this.#found.has(`${role} ${name}`),
      `no ${role} with the whole name "${name}" was found before`,
    );
    await this.until(
      async () => (await this.findNow(role, name, true)) === null,
      `the ${role} "${name}" is still there`,
    );
  }

  async waitUntilTextGone(text, within) {
    const away = async () => !(await this.text()).replace(/\s+/g, ' ').includes(text);
    await this.until(away, `"${text}" is still shown`, within);
  }

  async picture(name) {
    await this.run(FORCE_FRAMES);
    const png = await this.#driver.get('/screenshot');
    const path = join(this.#pictures, `${name}.png`);
    writeFileSync(path, Buffer.from(png, 'base64'));
    return path;
  }

  // The name that a screen reader says.
  nameOf(element) {
    return this.run('return arguments[0].getAttribute("aria-label") ?? arguments[0].textContent', element);
  }

  // Fails with the faults that axe finds serious or critical on this screen.
  async expectAccessible(screen) {
    // A colour is measured once it no longer changes. The animation of a removed element is cancelled instead.
    await this.run(
      'return Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => null)',
    );
    await this.run(AXE);
    const faults = seriousFaults(await this.run('return axe.run(document, { resultTypes: ["violations"] })'));
    assert.equal(faults, '', `${screen}: not accessible.\n${faults}`);
  }

  #on(element, verb, body) {
    const [id] = Object.values(element);
    return this.#driver.post(`/element/${id}/${verb}`, body);
  }
}

export function removeHome(home) {
  rmSync(home, { recursive: true, force: true });
}
