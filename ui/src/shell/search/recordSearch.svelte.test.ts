import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Found as Hit } from '../../backend';
import { Route } from '../route/route.svelte';
import { RecordSearch } from './recordSearch.svelte';

let asked: { words: string; answer: (hits: Hit[]) => void }[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  mockIPC(
    (_, payload) =>
      new Promise((answer) => asked.push({ words: (payload as { words: string }).words, answer })),
  );
});

afterEach(() => {
  vi.useRealTimers();
  clearMocks();
});

const hit = (more: Partial<Hit> = {}): Hit => ({
  client_id: 'c',
  course_id: 'k',
  kind: 'session',
  key: '1',
  slot: 's7',
  struck: false,
  snippet: [{ text: 'sister', hit: true }],
  ...more,
});

async function typed(records: RecordSearch, text: string) {
  records.look(text);
  await vi.advanceTimersByTimeAsync(100);
}

test('letters typed quickly are one search, and a single letter is none', async () => {
  const records = new RecordSearch(new Route(), () => 'Ruth');
  await typed(records, 's');
  for (const text of ['si', 'sis', 'sist']) records.look(text);
  await vi.advanceTimersByTimeAsync(100);
  expect(
    asked.map(({ words }) => words),
    'only the last text is searched for',
  ).toEqual(['sist']);
});

test('an answer that comes after more typing is dropped', async () => {
  const records = new RecordSearch(new Route(), () => 'Ruth');
  await typed(records, 'sister');
  await typed(records, 'brother');
  asked[1]!.answer([hit()]);
  await vi.advanceTimersByTimeAsync(1);
  asked[0]!.answer([hit(), hit()]);
  await vi.advanceTimersByTimeAsync(1);
  expect(records.found.length, 'the answer to the present text is shown').toBe(1);
  await typed(records, '');
  expect(records.found, 'an answer to an emptied search is dropped').toEqual([]);
});

test('a result opens the page that contains it', async () => {
  const route = new Route();
  const records = new RecordSearch(route, () => 'Ruth');
  await typed(records, 'sister');
  asked[0]!.answer([hit(), hit({ kind: 'goal', slot: null })]);
  await vi.advanceTimersByTimeAsync(1);
  records.found[0]!.run();
  expect(route.place, 'the page of the session opens').toMatchObject({
    client: 'c',
    course: 'k',
    tab: 'sessions',
    chosen: 's7',
  });
  records.found[1]!.run();
  expect(route.place, 'the page of the goals opens').toMatchObject({ tab: 'focus', chosen: null });
});
