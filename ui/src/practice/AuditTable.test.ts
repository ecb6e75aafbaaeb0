import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { AuditKind, AuditLine } from '../backend';
import AuditTable from './AuditTable.svelte';
import { instant } from '../test-support/instant';

afterEach(cleanup);

const line = (seq: number, kind: AuditKind, client: string | null): AuditLine => ({
  seq,
  at: instant('2026-05-03T14:02:00Z'),
  edit: 'erase_client',
  turn: 'done',
  kind,
  client,
});

test('a certificate and lines that are no record have names of their own', () => {
  const lines = [
    line(5, 'certificate', 'gone'),
    line(4, 'journal', 'gone'),
    line(3, { record: 'client' }, 'gone'),
    line(2, 'vault', null),
    line(1, 'later', null),
  ];
  render(AuditTable, { lines, codes: new Map() });
  const kinds = screen.getAllByRole('row').map((row) => row.querySelectorAll('td')[3]?.textContent);
  expect(kinds.slice(1), 'each kind of line has its own words').toEqual([
    'certificate: nothing is left in the vault',
    'history, for undo',
    'client',
    'the vault',
    'something a newer Kith keeps',
  ]);
});
