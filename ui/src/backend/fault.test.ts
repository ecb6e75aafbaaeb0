import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import { ask } from './backend';
import { Attempt } from './attempt.svelte';
import { Fault, faultOf } from './fault';
import { saves } from './saves.svelte';

afterEach(() => {
  clearMocks();
  saves.forget();
});

test('a refusal keeps its code and its numbers', () => {
  const fault = faultOf({ code: 'wait', seconds: 8 });
  expect(fault.error, 'as the program said it').toEqual({ code: 'wait', seconds: 8 });
});

test('plain text from the framework is not used as a code', () => {
  expect(faultOf('command today not found').code, 'engineers read logs, not the screen').toBe('unexpected');
  expect(faultOf({ code: 7 }).code, 'a number is no code either').toBe('unexpected');
});

test('every command fails with a fault', async () => {
  mockIPC(() => {
    throw { code: 'vault_locked' };
  });
  await expect(ask.today(), 'every command throws a fault').rejects.toBeInstanceOf(Fault);
});

test('what a command saved is announced once', async () => {
  mockIPC(() => ({ touched: ['goal'], saved_at: '2026-02-17T10:00:00Z' }));
  let heard = 0;
  const stop = saves.watch(['goal'], () => (heard += 1));
  await ask.addGoal('course', 'text', null, '2026-02-17');
  stop();
  expect(heard, 'listeners for goals are told').toBe(1);
  expect(saves.at, 'and the status line has a time').not.toBeNull();
});

test('a second press while a command runs does nothing', async () => {
  const attempt = new Attempt();
  let runs = 0;
  let finish!: () => void;
  const work = () => {
    runs += 1;
    return new Promise<void>((resolve) => (finish = resolve));
  };
  const first = attempt.run(work);
  await attempt.run(work);
  finish();
  await first;
  expect(runs, 'one press, one command').toBe(1);
  expect(attempt.busy, 'ready again').toBe(false);
});
