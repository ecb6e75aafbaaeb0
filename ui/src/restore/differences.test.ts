import { expect, test } from 'vitest';
import type { RestorePreview } from '../backend';
import { differences, isCompared } from './differences';
import { instant } from '../test-support/instant';

const preview = (more: Partial<RestorePreview>): RestorePreview => ({
  made_at: instant('2026-05-03T14:02:00Z'),
  same_vault: true,
  rows: [],
  newest_now: null,
  newest_then: null,
  clients: [],
  ...more,
});

test('losses and gains are given in words, not in colour alone', () => {
  const lines = differences(
    preview({
      rows: [
        { kind: 'session', now: 412, then: 398, same: false },
        { kind: 'person', now: 3, then: 5, same: false },
        { kind: 'client', now: 7, then: 7, same: true },
      ],
    }),
  );
  const rows = lines.map(({ what, change, loses }) => [what, change, loses]);
  expect(rows.slice(0, 3), 'each kind has a line of its own').toEqual([
    ['Session notes', '14 fewer', true],
    ['People', '2 more', false],
    ['Clients', 'same', false],
  ]);
});

test('a kind with records on one side only has a line', () => {
  const lines = differences(
    preview({
      rows: [
        { kind: 'goal', now: 0, then: 0, same: true },
        { kind: 'event', now: 2, then: 0, same: false },
      ],
    }),
  );
  expect(
    lines.map(({ what }) => what),
    'only the kind with differences has a line, and the newest change',
  ).toEqual(['Events', 'Newest change']);
});

test('with the vault locked nothing is claimed about the present records', () => {
  const locked = preview({
    rows: [{ kind: 'session', now: null, then: 398, same: false }],
    newest_then: instant('2026-05-02T09:00:00Z'),
  });
  expect(isCompared(locked), 'only the backup was counted').toBe(false);
  const [notes, newest] = differences(locked);
  expect([notes?.now, notes?.change, notes?.loses], 'the kind shows no present number and no change').toEqual(
    ['', '', false],
  );
  expect([newest?.now, newest?.loses], 'the newest change shows no present day').toEqual(['', false]);
});

test('an older newest change is marked as a loss', () => {
  const [newest] = differences(
    preview({ newest_now: instant('2026-05-04T09:00:00Z'), newest_then: instant('2026-05-02T09:00:00Z') }),
  );
  expect(newest?.loses, 'two days of changes would be lost').toBe(true);
  expect(newest?.then, 'the line has the day of the backup').toContain('2 May 2026');
});

test('as many but different notes are not called the same', () => {
  const [notes] = differences(preview({ rows: [{ kind: 'session', now: 9, then: 9, same: false }] }));
  expect([notes?.change, notes?.loses], 'different notes count as lost').toEqual([
    'as many, but different',
    true,
  ]);
});
