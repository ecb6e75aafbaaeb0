import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { emit } from '@tauri-apps/api/event';
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { BackupStatus } from './backend';
import { Backups } from './backups.svelte';

const status: BackupStatus = {
  newest_here: null,
  newest_outside: null,
  days_outside: null,
  level: 'none',
  second_place: null,
  running: false,
  problem: null,
  held: null,
};

let end: () => void = () => undefined;

afterEach(async () => {
  end();
  // Listening ends only after it has begun, which takes one turn of the event loop.
  await new Promise((stopped) => setTimeout(stopped));
  clearMocks();
});

async function watched(make: () => unknown = () => status): Promise<Backups> {
  mockIPC((command) => (command === 'make_backup' ? make() : command === 'backup_status' ? status : null), {
    shouldMockEvents: true,
  });
  let backups: Backups | undefined;
  end = $effect.root(() => {
    backups = new Backups();
  });
  flushSync();
  await vi.waitFor(() => expect(backups!.status).not.toBeNull());
  return backups!;
}

test('an automatic backup shows its progress until it is done', async () => {
  const backups = await watched();
  await emit('backup-progress', { percent: 40, place: 'here' });
  expect(
    [backups.running, backups.percent],
    'the status shows that the backup is running, at 40 percent',
  ).toEqual([true, 40]);
  await emit('backup-done', { status: { ...status, level: 'fine' } });
  expect(
    [backups.running, backups.status?.level],
    'the backup is done, and the lists show its level',
  ).toEqual([false, 'fine']);
  expect(backups.turn, 'the lists of backups are read once more').toBe(1);
});

test('a failed backup is not shown as running', async () => {
  const backups = await watched(() => {
    throw { code: 'disk_full' };
  });
  await backups.make();
  expect(
    [backups.running, backups.attempt.fault?.code],
    'the backup is not shown as running, and its fault is kept',
  ).toEqual([false, 'disk_full']);
  expect(backups.turn, 'the lists of backups are not read again').toBe(0);
});

test('having no copy elsewhere counts as much as having an old one', async () => {
  const backups = await watched();
  expect(backups.level, 'a practice without a copy elsewhere is at amber').toBe('amber');
  for (const level of ['fine', 'amber', 'red'] as const) {
    backups.put({ ...status, level });
    expect(backups.level, 'the level is the one that the program says').toBe(level);
  }
});
