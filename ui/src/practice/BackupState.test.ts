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
  expect(screen.getByText('Outside this computer: today'), 'a stick is').toBeInTheDocument();
  cleanup();
  shown({ level: 'amber', second_place: { folder: '/documents', reachable: true, same_disk: true } });
  expect(screen.queryByText(/Outside this computer/u), 'this is not').toBeNull();
  expect(screen.getByText(/^On this computer’s own disk: safe only if/u), 'what it is').toBeInTheDocument();
  expect(screen.getByText('Both copies are on one disk'), 'and no copy getting old').toBeInTheDocument();
});

test('the reason why no old backup is removed is shown', () => {
  shown({ held: 'clock_went_back' });
  expect(screen.getByText(/some are dated later than today/u), 'and what to do').toHaveTextContent(
    'Remove those from the list below',
  );
});
