import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { drafts, saves, type LockReason } from '../../backend';
import { nothingNoticed } from '../../test-support/noticed';
import { Door } from './door.svelte';
import { Route } from '../route/route.svelte';

let asked: string[];
let exists: boolean;
let open: boolean;
let lockReason: LockReason | null;
let presented: string | null;
let rows: { key: string; text: string }[];

beforeEach(() => {
  asked = [];
  exists = true;
  open = false;
  lockReason = null;
  presented = null;
  rows = [];
  mockIPC(
    (command, payload) => {
      asked.push(command);
      if (command === 'vault_state')
        return { exists, open, last_used_at: null, lock_reason: lockReason, vault_name: null, problem: null };
      if (command === 'load_drafts') return rows;
      if (command === 'save_draft') rows.push(payload as { key: string; text: string });
      if (command === 'drop_draft') rows = rows.filter(({ key }) => key !== (payload as { key: string }).key);
      if (command === 'presented') return presented;
      if (command === 'lock') [open, lockReason] = [false, 'asked'];
      return null;
    },
    { shouldMockEvents: true },
  );
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

  await door.look();
  await door.unlocked(nothingNoticed, null);
  expect(route.place, 'back to the same person').toMatchObject({ client: 'c', tab: 'map', chosen: 'leila' });
  expect(rows, 'the place is forgotten').toEqual([]);
});

describe('the place of the last lock', () => {
  const place = JSON.stringify({ value: '{"room":"client","client":"c","tab":"sessions"}', caret: null });

  beforeEach(() => {
    rows = [{ key: 'place', text: place }];
  });

  it('is not used by a page built anew while the vault is open', async () => {
    [open, lockReason] = [true, 'asked'];
    const route = new Route();
    const door = new Door(route);
    await door.look();
    expect(door.at).toBe('open');
    expect(route.place, 'nobody asked for a client').toEqual({ room: 'today' });
    expect(door.covered, 'nothing was presented').toBe(false);
  });

  it.each([null, 'restored', 'closing'] as const)(
    'is forgotten, not used, when the vault was last locked by %s',
    async (reason) => {
      lockReason = reason;
      const route = new Route();
      const door = new Door(route);
      await door.look();
      await door.unlocked(nothingNoticed, null);
      expect(route.place, 'another session of work begins').toEqual({ room: 'today' });
      expect(rows).toEqual([]);
    },
  );
});

describe('a page built anew during a presentation', () => {
  it('is covered, with the presented map behind the cover', async () => {
    [open, presented] = [true, '{"room":"client","client":"c","course":"k","tab":"map","chosen":null}'];
    rows = [{ key: 'place', text: JSON.stringify({ value: '{"room":"client","client":"x"}', caret: null }) }];
    const route = new Route();
    const door = new Door(route);
    await door.look();
    expect([door.at, door.covered]).toEqual(['open', true]);
    expect(route.place, 'of nobody else').toMatchObject({ client: 'c', course: 'k', tab: 'map' });
    door.wasLocked();
    expect(door.covered, 'a lock screen shows nothing to cover').toBe(false);
  });

  it('is covered when the program does not say', async () => {
    open = true;
    mockIPC((command) => {
      if (command === 'presented') throw { code: 'unexpected', incident: 'x' };
      return command === 'vault_state' ? { exists: true, open, lock_reason: null } : [];
    });
    const door = new Door(new Route());
    await door.look();
    expect(door.covered).toBe(true);
  });
});

test('a page that goes away puts text in progress on disk first', async () => {
  const park = vi.fn(() => Promise.resolve());
  const door = new Door(new Route());
  const end = door.listen();
  const leave = drafts.join('note', { park });
  window.dispatchEvent(new Event('pagehide'));
  expect(park).toHaveBeenCalledOnce();
  end();
  leave();
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
  await door.unlocked({ ...nothingNoticed, repaired: true }, '7K3M');
  expect(door.at, 'open').toBe('open');
  expect([door.opening.notices, door.opening.code], 'said, and offered').toEqual([['repaired'], '7K3M']);
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
