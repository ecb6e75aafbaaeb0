// WebKitWebDriver, spoken to directly: one process and one session for each window, in a process group of their own.

import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const ANSWER_WITHIN = 30_000;

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

export class Driver {
  #process;
  #address;
  #session = '';

  // Starts the driver and through it the program, which writes what it says to `log`.
  static async start({ program, environment, log }) {
    const driver = new Driver();
    const port = await freePort();
    const output = openSync(log, 'a');
    driver.#address = `http://127.0.0.1:${port}`;
    driver.#process = spawn('WebKitWebDriver', [`--port=${port}`], {
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...environment, TAURI_AUTOMATION: 'true', TAURI_WEBVIEW_AUTOMATION: 'true' },
    });
    try {
      await driver.#listening();
      const options = { 'webkitgtk:browserOptions': { binary: program, args: [] } };
      const { sessionId } = await driver.#ask('POST', '/session', { capabilities: { alwaysMatch: options } });
      driver.#session = `/session/${sessionId}`;
    } catch (error) {
      driver.kill();
      throw error;
    }
    return driver;
  }

  get processGroup() {
    return this.#process.pid;
  }

  get(path) {
    return this.#ask('GET', this.#session + path);
  }

  post(path, body = {}) {
    return this.#ask('POST', this.#session + path, body);
  }

  run(script, ...args) {
    return this.post('/execute/sync', { script, args });
  }

  // Lets the program close its window by itself, then ends whatever is left of the group.
  async close() {
    await this.#ask('DELETE', this.#session, undefined, 5_000).catch(() => undefined);
    this.kill();
  }

  // As a power cut would.
  kill() {
    try {
      process.kill(-this.#process.pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }

  async #listening() {
    for (let tries = 0; tries < 200; tries += 1) {
      const there = await fetch(`${this.#address}/status`).then(
        () => true,
        () => false,
      );
      if (there) return;
      await pause(50);
    }
    throw new Error('WebKitWebDriver did not start');
  }

  async #ask(method, path, body, within = ANSWER_WITHIN) {
    const answer = await fetch(this.#address + path, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(within),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }
}
