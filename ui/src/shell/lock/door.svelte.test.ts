import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drafts, saves } from '../../backend';
import { nothingNoticed } from '../../test-support/noticed';
import { Door } from './door.svelte';
import { Route } from '../route/route.svelte';

let asked: string[];
let exists: boolean;
let open: boolean;
let rows: { key: string; text: string }[];

beforeEach(() => {
  asked = [];
  exists = true;
  open = false;
  rows = [];
  mockIPC((command, payload) => {
    asked.push(command);
    if (command === 'vault_state')
      return { exists, open, last_used_at: null, lock_reason: null, vault_name: null, problem: null };
    if (command === 'load_drafts') return rows;
    if (command === 'save_draft') rows.push(payload as { key: string; text: string });
    return null;
  });
});

afterEach(clearMocks);

test('a machine without a vault begins at the beginning', async () => {
  exists = false;
  const door = new Door(new Route());
  await door.look();
  expect(door.at, 'there is nothing to unlock').toBe('new');
});

test('a vault that is there asks for its passphrase', async () => {
  const door = new Door(new Route());
  await door.look();
  expect(door.at, 'locked until opened').toBe('locked');
});

test('locking puts the place away before it locks, and unlocking comes back to it', async () => {
  const route = new Route();
  const door = new Door(route);
  await door.enter();
  route.openClient('c', 'map', 'leila');
  await door.lock();
  expect(asked.indexOf('save_draft'), 'first the place, then the lock').toBeLessThan(asked.indexOf('lock'));
  expect(door.at, 'locked').not.toBe('open');
  expect(route.place, 'nothing of the client is left in memory').toEqual({ room: 'today' });

  await door.enter();
  expect(route.place, 'back to the same person').toMatchObject({ client: 'c', tab: 'map', chosen: 'leila' });
});

test('a disk that refuses the last words does not keep the door open', async () => {
  const door = new Door(new Route());
  await door.enter();
  drafts.join('note', { park: () => Promise.reject(new Error('disk full')) });
  mockIPC((command) => {
    if (command === 'save_draft') throw { code: 'disk_full' };
    return command === 'vault_state' ? { exists: true, open: false } : null;
  });
  await door.lock();
  expect(door.at, 'locking never waits for an answer').not.toBe('open');
});

test('nothing can be read any more while the last words are put away, and that takes two seconds at most', async () => {
  vi.useFakeTimers();
  const door = new Door(new Route());
  await door.enter();
  mockIPC((command) => {
    asked.push(command);
    if (command === 'save_draft') return new Promise(() => undefined);
    return command === 'vault_state' ? { exists: true, open: false } : null;
  });
  const locking = door.lock();
  expect('locking' in document.documentElement.dataset, 'covered at once').toBe(true);
  await vi.advanceTimersByTimeAsync(1999);
  expect(asked, 'the disk may still answer').not.toContain('lock');
  await vi.advanceTimersByTimeAsync(1);
  await locking;
  expect(asked, 'locked all the same').toContain('lock');
  expect(door.at, 'nothing is shown that is typed into before the page is built anew').toBe('asking');
  await vi.advanceTimersByTimeAsync(2999);
  expect(door.at).toBe('asking');
  await vi.advanceTimersByTimeAsync(1);
  expect(door.at, 'one that is not shows a lock screen').toBe('locked');
  expect('locking' in document.documentElement.dataset, 'which can be seen').toBe(false);
  vi.useRealTimers();
});

test('a lock from outside takes the page away, whatever it shows', async () => {
  const door = new Door(new Route());
  await door.enter();
  saves.announce(['client']);
  door.wasLocked();
  expect(door.at, 'nothing of it is left').toBe('asking');
  expect(saves.at, 'and no trace of when something was saved').toBeNull();
});

test('what the vault noticed and the code that opened it are forgotten at the next lock', async () => {
  const door = new Door(new Route());
  await door.unlocked({ ...nothingNoticed, healed: true }, '7K3M');
  expect(door.at, 'open').toBe('open');
  expect([door.opening.notices, door.opening.code], 'said, and offered').toEqual([['healed'], '7K3M']);
  door.wasLocked();
  expect([door.opening.notices, door.opening.code], 'nothing of it is left').toEqual([[], null]);
});

test('text in progress that cannot be read does not keep the vault shut', async () => {
  mockIPC((command) => {
    if (command === 'load_drafts') throw { code: 'database_damaged' };
    return null;
  });
  const door = new Door(new Route());
  await door.enter();
  expect(door.at, 'the records are there').toBe('open');
});
