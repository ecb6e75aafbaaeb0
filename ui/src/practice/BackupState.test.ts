import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Backups, BackupStatus } from '../backend';
import BackupState from './BackupState.svelte';
import { instant } from '../test-support/instant';

afterEach(cleanup);

const fine: BackupStatus = {
  newest_here: instant('2026-05-03T14:02:00Z'),
  newest_outside: instant('2026-05-03T14:02:00Z'),
  days_outside: 0,
  level: 'fine',
  second_place: { folder: '/media/stick', reachable: true, same_disk: false },
  running: false,
  problem: null,
  held: null,
};

function shown(status: Partial<BackupStatus>) {
  const backups = { status: { ...fine, ...status }, attempt: { fault: null }, running: false };
  render(BackupState, { backups: backups as unknown as Backups });
}

test('a copy on the vault’s own disk is not called outside this computer', () => {
  shown({});
  expect(
    screen.getByText('Outside this computer: today'),
    'a copy on a stick is outside this computer',
  ).toBeInTheDocument();
  cleanup();
  shown({ level: 'amber', second_place: { folder: '/documents', reachable: true, same_disk: true } });
  expect(
    screen.queryByText(/Outside this computer/u),
    'a copy on the same disk is not outside this computer',
  ).toBeNull();
  expect(
    screen.getByText(/^On this computer’s own disk: safe only if/u),
    'the page explains that the copy is on the same disk',
  ).toBeInTheDocument();
  expect(
    screen.getByText('Both copies are on one disk'),
    'the page says that both copies are on one disk',
  ).toBeInTheDocument();
});

test('the reason why no old backup is removed is shown', () => {
  shown({ held: 'clock_went_back' });
  expect(
    screen.getByText(/some are dated later than today/u),
    'the reason says what to remove',
  ).toHaveTextContent('Remove those from the list below');
});
