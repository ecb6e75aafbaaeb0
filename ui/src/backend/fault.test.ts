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
  expect(fault.error, 'the fault has the code and the number of the program').toEqual({
    code: 'wait',
    seconds: 8,
  });
});

test('plain text from the framework is not used as a code', () => {
  expect(
    faultOf('command today not found').code,
    'a text of the framework becomes the code for unexpected faults',
  ).toBe('unexpected');
  expect(faultOf({ code: 7 }).code, 'a code that is a number becomes the code for unexpected faults').toBe(
    'unexpected',
  );
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
  expect(heard, 'a listener for goals hears once').toBe(1);
  expect(saves.at, 'the status line has a time of the save').not.toBeNull();
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
  expect(runs, 'the second press runs no command').toBe(1);
  expect(attempt.busy, 'the button can be pressed again').toBe(false);
});
