import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import type { AuditFilter, AuditLine, AuditPage } from '../backend';
import { AuditLines } from './auditLines.svelte';
import { instant } from '../test-support/instant';

interface Asked {
  filter: AuditFilter;
  beforeSeq: number | null;
  answer: (page: AuditPage) => void;
  refuse: (fault: unknown) => void;
}

let asked: Asked[] = [];

afterEach(() => {
  asked = [];
  clearMocks();
});

function trail(): AuditLines {
  mockIPC(
    (_, payload) =>
      new Promise((answer, refuse) => {
        asked.push({ ...(payload as Pick<Asked, 'filter' | 'beforeSeq'>), answer, refuse });
      }),
  );
  return new AuditLines();
}

const line = (seq: number): AuditLine => ({
  seq,
  turn: 'done',
  at: instant('2026-05-03T14:02:00Z'),
  edit: 'write_note',
  kind: { record: 'session' },
  client: null,
});
const seqs = ({ lines }: AuditLines) => lines?.map(({ seq }) => seq);

test('older lines are added at the end', async () => {
  const read = trail();
  const first = read.read();
  asked[0]!.answer({ lines: [line(9), line(8)], more: true });
  await first;
  const second = read.older();
  expect(asked[1]!.beforeSeq, 'the next lines are asked for from the last one on').toBe(8);
  asked[1]!.answer({ lines: [line(7)], more: false });
  await second;
  expect(seqs(read), 'all lines are in one list, newest first').toEqual([9, 8, 7]);
  await read.older();
  expect(asked.length, 'nothing is asked after the first line of the trail').toBe(2);
});

test('an answer to an earlier filter is dropped', async () => {
  const read = trail();
  const all = read.read();
  const one = read.filterBy({ client: 'c' });
  asked[1]!.answer({ lines: [line(3)], more: false });
  await one;
  asked[0]!.answer({ lines: [line(9)], more: true });
  await all;
  expect([seqs(read), read.more], 'only the answer to the present filter is shown').toEqual([[3], false]);
  const stale = read.filterBy({ client: 'd' });
  void read.filterBy({ client: null });
  asked[2]!.refuse({ code: 'not_saved' });
  await stale;
  expect([read.fault, read.reading], 'the failure of an earlier question is not shown').toEqual([null, true]);
});

test('a last day before the first asks nothing and finds nothing', async () => {
  const read = trail();
  read.filter = { client: null, from: '2026-05-04', to: null };
  await read.filterBy({ to: '2026-05-03' });
  expect([asked.length, read.endsBeforeStart, read.lines], 'nothing is asked, and the list is empty').toEqual(
    [0, true, []],
  );
});

test('the lines on screen stay when reading more fails', async () => {
  const read = trail();
  const first = read.read();
  asked[0]!.answer({ lines: [line(2)], more: true });
  await first;
  const second = read.older();
  asked[1]!.refuse({ code: 'database_damaged' });
  await second;
  expect([seqs(read), read.fault?.code, read.reading], 'the line stays, and the fault is kept').toEqual([
    [2],
    'database_damaged',
    false,
  ]);
});
