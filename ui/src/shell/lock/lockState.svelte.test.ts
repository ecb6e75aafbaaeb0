import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { drafts, saves, type LockReason } from '../../backend';
import { nothingNoticed } from '../../test-support/noticed';
import { LockState } from './lockState.svelte';
import { Route } from '../route/route.svelte';

let asked: string[];
let exists: boolean;
let open: boolean;
let lockReason: LockReason | null;
let lockedToday: boolean;
let presented: string | null;
let rows: { key: string; text: string }[];

beforeEach(() => {
  asked = [];
  exists = true;
  open = false;
  lockReason = null;
  lockedToday = true;
  presented = null;
  rows = [];
  mockIPC(
    (command, payload) => {
      asked.push(command);
      if (command === 'vault_state')
        return {
          exists,
          open,
          last_used_at: null,
          lock_reason: lockReason,
          locked_today: lockedToday,
          vault_name: null,
          problem: null,
        };
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

test('without a vault the first run begins', async () => {
  exists = false;
  const lockState = new LockState(new Route());
  await lockState.look();
  expect(lockState.at, 'the first run begins').toBe('new');
});

test('an existing vault is shown as locked', async () => {
  const lockState = new LockState(new Route());
  await lockState.look();
  expect(lockState.at, 'the vault is shown as locked').toBe('locked');
});

test('locking saves the place first, and unlocking opens it again', async () => {
  const route = new Route();
  const lockState = new LockState(route);
  await lockState.enter();
  route.openClient('c', 'map', 'leila');
  await lockState.lock();
  expect(asked.indexOf('save_draft'), 'the place is saved before the lock').toBeLessThan(
    asked.indexOf('lock'),
  );
  expect(lockState.at, 'the vault is not shown as open').not.toBe('open');
  expect(route.place, 'no place of the client is left in memory').toEqual({ room: 'today' });

  await lockState.look();
  await lockState.unlocked(nothingNoticed, null);
  expect(route.place, 'the same person on the map is chosen again').toMatchObject({
    client: 'c',
    tab: 'map',
    chosen: 'leila',
  });
  expect(rows, 'the stored place is removed').toEqual([]);
});

describe('the place of the last lock', () => {
  const place = JSON.stringify({ value: '{"room":"client","client":"c","tab":"sessions"}', caret: null });

  beforeEach(() => {
    rows = [{ key: 'place', text: place }];
  });

  it('is not used by a page reloaded while the vault is open', async () => {
    [open, lockReason] = [true, 'asked'];
    const route = new Route();
    const lockState = new LockState(route);
    await lockState.look();
    expect(lockState.at).toBe('open');
    expect(route.place, 'the page opens at Today').toEqual({ room: 'today' });
    expect(lockState.covered, 'the page is not covered').toBe(false);
  });

  it.each([null, 'restored', 'closing'] as const)(
    'is forgotten, not used, when the vault was last locked by %s',
    async (reason) => {
      lockReason = reason;
      const route = new Route();
      const lockState = new LockState(route);
      await lockState.look();
      await lockState.unlocked(nothingNoticed, null);
      expect(route.place, 'the page opens at Today').toEqual({ room: 'today' });
      expect(rows).toEqual([]);
    },
  );

  it('is forgotten, not used, on another day: the next client may be looking on', async () => {
    [lockReason, lockedToday] = ['idle', false];
    const route = new Route();
    const lockState = new LockState(route);
    await lockState.look();
    await lockState.unlocked(nothingNoticed, null);
    expect(route.place).toEqual({ room: 'today' });
    expect(rows).toEqual([]);
  });
});

describe('a page reloaded during a presentation', () => {
  it('is covered, with the presented map behind the cover', async () => {
    [open, presented] = [true, '{"room":"client","client":"c","course":"k","tab":"map","chosen":null}'];
    rows = [{ key: 'place', text: JSON.stringify({ value: '{"room":"client","client":"x"}', caret: null }) }];
    const route = new Route();
    const lockState = new LockState(route);
    await lockState.look();
    expect([lockState.at, lockState.covered]).toEqual(['open', true]);
    expect(route.place, 'the presented map is behind the cover').toMatchObject({
      client: 'c',
      course: 'k',
      tab: 'map',
    });
    lockState.wasLocked();
    expect(lockState.covered, 'the lock screen is not covered').toBe(false);
  });

  it('is covered when the program does not answer', async () => {
    open = true;
    mockIPC((command) => {
      if (command === 'presented') throw { code: 'unexpected', incident: 'x' };
      return command === 'vault_state' ? { exists: true, open, lock_reason: null } : [];
    });
    const lockState = new LockState(new Route());
    await lockState.look();
    expect(lockState.covered).toBe(true);
  });
});

test('a page that is left stores its drafts first', async () => {
  const store = vi.fn(() => Promise.resolve());
  const lockState = new LockState(new Route());
  const end = lockState.listen();
  const leave = drafts.join('note', { store });
  window.dispatchEvent(new Event('pagehide'));
  expect(store).toHaveBeenCalledOnce();
  end();
  leave();
});

test('a disk that refuses drafts does not keep the vault open', async () => {
  const lockState = new LockState(new Route());
  await lockState.enter();
  drafts.join('note', { store: () => Promise.reject(new Error('disk full')) });
  mockIPC((command) => {
    if (command === 'save_draft') throw { code: 'disk_full' };
    return command === 'vault_state' ? { exists: true, open: false } : null;
  });
  await lockState.lock();
  expect(lockState.at, 'a failed save does not stop the lock').not.toBe('open');
});

test('nothing can be read while drafts are stored before a lock, for two seconds at most', async () => {
  vi.useFakeTimers();
  const lockState = new LockState(new Route());
  await lockState.enter();
  mockIPC((command) => {
    asked.push(command);
    if (command === 'save_draft') return new Promise(() => undefined);
    return command === 'vault_state' ? { exists: true, open: false } : null;
  });
  const locking = lockState.lock();
  expect('locking' in document.documentElement.dataset, 'the page is hidden at once').toBe(true);
  await vi.advanceTimersByTimeAsync(1999);
  expect(asked, 'the lock waits for the drafts').not.toContain('lock');
  await vi.advanceTimersByTimeAsync(1);
  await locking;
  expect(asked, 'the lock does not wait longer than two seconds').toContain('lock');
  expect(lockState.at, 'the page shows nothing until it is loaded again').toBe('asking');
  await vi.advanceTimersByTimeAsync(2999);
  expect(lockState.at).toBe('asking');
  await vi.advanceTimersByTimeAsync(1);
  expect(lockState.at, 'a page that is not loaded again shows the lock screen').toBe('locked');
  expect('locking' in document.documentElement.dataset, 'the lock screen is not hidden').toBe(false);
  vi.useRealTimers();
});

test('a lock by the program removes every page', async () => {
  const lockState = new LockState(new Route());
  await lockState.enter();
  saves.announce(['client']);
  lockState.wasLocked();
  expect(lockState.at, 'the page shows nothing of the open vault').toBe('asking');
  expect(saves.at, 'the time of the last save is forgotten').toBeNull();
});

test('notices and the recovery code are forgotten at the next lock', async () => {
  const lockState = new LockState(new Route());
  await lockState.unlocked({ ...nothingNoticed, repaired: true }, '7K3M');
  expect(lockState.at, 'the vault is open').toBe('open');
  expect(
    [lockState.opening.notices, lockState.opening.code],
    'the notice is shown, and the code is kept for the offer',
  ).toEqual([['repaired'], '7K3M']);
  lockState.wasLocked();
  expect([lockState.opening.notices, lockState.opening.code], 'notices and code are forgotten').toEqual([
    [],
    null,
  ]);
});

test('drafts that cannot be read do not keep the vault locked', async () => {
  mockIPC((command) => {
    if (command === 'load_drafts') throw { code: 'database_damaged' };
    return null;
  });
  const lockState = new LockState(new Route());
  await lockState.enter();
  expect(lockState.at, 'the vault is open without its drafts').toBe('open');
});
