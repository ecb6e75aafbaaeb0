import { flushSync } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { Fault } from './fault';
import { Live } from './live.svelte';
import { saves } from './saves.svelte';

const answered = () => new Promise((resolve) => setTimeout(resolve, 0));

function alive<T>(make: () => T): { made: T; end: () => void } {
  let made!: T;
  const end = $effect.root(() => {
    made = make();
  });
  flushSync();
  return { made, end };
}

beforeEach(() => saves.forget());

test('an answer is asked for again only when a save touches its kinds', async () => {
  let asked = 0;
  const { made, end } = alive(() => new Live(() => Promise.resolve(++asked), ['goal']));
  await answered();
  expect(made.value, 'the question is asked once at the start').toBe(1);

  saves.announce(['person']);
  await answered();
  expect(made.value, 'a save of a person does not ask about goals again').toBe(1);

  saves.announce(['person', 'goal']);
  await answered();
  expect(made.value, 'a save of a goal asks about goals again').toBe(2);
  end();
});

test('an answer to an earlier question is dropped', async () => {
  const answers: ((value: string) => void)[] = [];
  const { made, end } = alive(() => new Live(() => new Promise<string>((resolve) => answers.push(resolve))));
  saves.announce(['goal']);
  answers[1]?.('new');
  await answered();
  answers[0]?.('old');
  await answered();
  expect(made.value, 'the late answer to the first question is dropped').toBe('new');
  end();
});

test('a fault is shown and leaves the last answer on screen', async () => {
  let fails = false;
  const { made, end } = alive(
    () =>
      new Live(() => (fails ? Promise.reject(new Fault({ code: 'disk_full' })) : Promise.resolve('text'))),
  );
  await answered();
  fails = true;
  await made.reload();
  expect(made.value, 'the last answer stays on screen').toBe('text');
  expect(made.fault?.code, 'the fault is shown').toBe('disk_full');
  end();
});

test('it asks again when a value that it reads changes', async () => {
  let id = $state('a');
  const { made, end } = alive(() => {
    const asked = () => id;
    return new Live(() => Promise.resolve(`answer ${asked()}`));
  });
  await answered();
  id = 'b';
  flushSync();
  await answered();
  expect(made.value, 'a changed id asks again').toBe('answer b');
  end();
});

test('it asks nothing after its component is gone', async () => {
  let asked = 0;
  const { end } = alive(() => new Live(() => Promise.resolve(++asked)));
  await answered();
  end();
  saves.announce(['goal']);
  await answered();
  expect(asked, 'nothing is asked after the component is gone').toBe(1);
});
