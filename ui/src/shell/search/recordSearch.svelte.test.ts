import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Found as Hit } from '../../backend';
import { Route } from '../route/route.svelte';
import { Written } from './recordSearch.svelte';

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

async function typed(written: Written, text: string) {
  written.look(text);
  await vi.advanceTimersByTimeAsync(100);
}

test('letters in a row are one question, and one letter is none', async () => {
  const written = new Written(new Route(), () => 'Ruth');
  await typed(written, 's');
  for (const text of ['si', 'sis', 'sist']) written.look(text);
  await vi.advanceTimersByTimeAsync(100);
  expect(
    asked.map(({ words }) => words),
    'the last word',
  ).toEqual(['sist']);
});

test('an answer overtaken by more typing is dropped', async () => {
  const written = new Written(new Route(), () => 'Ruth');
  await typed(written, 'sister');
  await typed(written, 'brother');
  asked[1]!.answer([hit()]);
  await vi.advanceTimersByTimeAsync(1);
  asked[0]!.answer([hit(), hit()]);
  await vi.advanceTimersByTimeAsync(1);
  expect(written.found.length, 'of what stands in the box').toBe(1);
  await typed(written, '');
  expect(written.found, 'nothing is asked for').toEqual([]);
});

test('what is found opens where it stands', async () => {
  const route = new Route();
  const written = new Written(route, () => 'Ruth');
  await typed(written, 'sister');
  asked[0]!.answer([hit(), hit({ kind: 'goal', slot: null })]);
  await vi.advanceTimersByTimeAsync(1);
  written.found[0]!.run();
  expect(route.place, 'the session').toMatchObject({
    client: 'c',
    course: 'k',
    tab: 'sessions',
    chosen: 's7',
  });
  written.found[1]!.run();
  expect(route.place, 'the goals').toMatchObject({ tab: 'focus', chosen: null });
});
