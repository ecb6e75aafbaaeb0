import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boundTo } from './boundTo';
import { Draft } from './draft.svelte';
import { drafts } from './drafts';
import { saves } from './saves.svelte';

interface Asked {
  command: string;
  text?: string;
}

let asked: Asked[];
let broken: string | null;
let stored: { key: string; text: string }[];
let record: string;
let owner: string;
let end: () => void;

const commands = () => asked.map(({ command }) => command);

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  broken = null;
  stored = [];
  record = 'as stored';
  owner = 'Leila';
  end = () => undefined;
  mockIPC((command, payload) => {
    const { text } = payload as { text?: string };
    asked.push({ command, text });
    if (broken !== null) throw { code: broken };
    return command === 'load_drafts' ? stored : null;
  });
});

afterEach(async () => {
  end();
  await vi.runOnlyPendingTimersAsync();
  drafts.forget();
  saves.forget();
  clearMocks();
  vi.useRealTimers();
});

/** A field about `owner`, who changes when the page shows another person. */
function draft(
  save: (value: string, owner: string) => Promise<unknown> = () => Promise.resolve(),
): Draft<string> {
  const commit = boundTo(
    () => owner,
    (held, value: string) => save(value, held),
  );
  let made!: Draft<string>;
  end = $effect.root(() => {
    made = new Draft<string>({ key: 'note', client: 'c', stored: () => record, commit });
  });
  flushSync();
  return made;
}

test('a keystroke is on disk within a second', async () => {
  const field = draft();
  field.value = 'a';
  await vi.advanceTimersByTimeAsync(1000);
  expect(commands(), 'stored as a draft').toEqual(['save_draft']);
  expect(JSON.parse(asked[0]?.text ?? ''), 'with the text as typed').toMatchObject({ value: 'a' });
  expect(field.state, 'and it says so').toBe('kept');
});

test('typed text is stored after a pause of less than a second', async () => {
  const field = draft();
  for (const text of ['a', 'ab', 'abc']) {
    field.value = text;
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(900);
  expect(commands(), 'one write for one pause').toEqual(['save_draft']);
});

test('typing without a pause is on disk within a second', async () => {
  const field = draft();
  const typed = 'She said it was the first time in a year that he had asked.';
  let oldest = 0;
  for (let length = 1; length <= typed.length; length += 1) {
    field.value = typed.slice(0, length);
    await vi.advanceTimersByTimeAsync(150);
    const last = JSON.parse(asked.at(-1)?.text ?? '{"value":""}') as { value: string };
    oldest = Math.max(oldest, (length - last.value.length) * 150);
  }
  expect(oldest, 'how long the oldest keystroke waited').toBeLessThanOrEqual(1000);
});

test('leaving the field writes the record and drops the draft', async () => {
  const commit = vi.fn<(value: string, owner: string) => Promise<unknown>>(() => Promise.resolve());
  const field = draft(commit);
  field.value = 'written';
  await field.commit();
  expect(commit, 'the real command').toHaveBeenCalledExactlyOnceWith('written', 'Leila');
  expect(commands(), 'nothing is left in progress').toEqual(['drop_draft']);
  expect(field.dirty, 'what is stored is shown again').toBe(false);
});

test('a text is saved for its owner at the time of typing, although the page shows another', async () => {
  const save = vi.fn<(value: string, owner: string) => Promise<unknown>>(() => Promise.resolve());
  const field = draft(save);
  field.value = 'about Leila';
  const committing = field.commit();
  owner = 'Gareth';
  await committing;
  expect(save.mock.calls, 'never for the other').toEqual([['about Leila', 'Leila']]);
});

test('a repeated save also goes to the owner at the time of typing', async () => {
  let full = true;
  const save = vi.fn<(value: string, owner: string) => Promise<unknown>>(() =>
    full ? Promise.reject({ code: 'disk_full' }) : Promise.resolve(),
  );
  const field = draft(save);
  field.value = 'about Leila';
  await field.commit();
  [owner, full] = ['Gareth', false];
  await vi.advanceTimersByTimeAsync(4000);
  expect(save.mock.lastCall).toEqual(['about Leila', 'Leila']);
  expect(field.dirty, 'it is saved').toBe(false);
});

test('a failed save keeps the text, says so, and is tried again until it works', async () => {
  const field = draft();
  broken = 'disk_full';
  field.value = 'precious';
  await vi.advanceTimersByTimeAsync(1000);
  expect(field.value, 'the text stays').toBe('precious');
  expect(field.state, 'it is said').toBe('failed');
  expect(saves.unsaved.has('note'), 'the status line says it too').toBe(true);

  broken = null;
  await vi.advanceTimersByTimeAsync(3500);
  expect(field.state, 'room was made').toBe('kept');
  expect(saves.unsaved.size, 'nothing is unsaved').toBe(0);
});

test('storing the draft of a text whose save failed does not drop the save', async () => {
  let full = true;
  const commit = vi.fn<(value: string, owner: string) => Promise<unknown>>(() =>
    full ? Promise.reject({ code: 'disk_full' }) : Promise.resolve(),
  );
  const field = draft(commit);
  field.value = 'left behind';
  await field.commit();
  await drafts.flush();
  expect(field.state, '"try now" put the text on disk').toBe('kept');
  full = false;
  await vi.advanceTimersByTimeAsync(4000);
  expect(field.dirty, 'and it still became the real change').toBe(false);
});

test('a save refused by a rule keeps the text and is not repeated automatically', async () => {
  const commit = vi.fn<(value: string, owner: string) => Promise<unknown>>(() =>
    Promise.reject({ code: 'rule_broken', rule: 'note_signed' }),
  );
  const field = draft(commit);
  field.value = 'too late';
  await field.commit();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(commit, 'asking again would be refused again').toHaveBeenCalledTimes(1);
  expect(field.value, 'the words are still there').toBe('too late');
  expect(field.fault?.code, 'the reason is told').toBe('rule_broken');
});

test('text typed during a save is kept', async () => {
  let finish!: () => void;
  const field = draft(() => new Promise<void>((resolve) => (finish = resolve)));
  field.value = 'first';
  const committing = field.commit();
  await vi.advanceTimersByTimeAsync(0);
  field.value = 'first and more';
  finish();
  await committing;
  expect(field.value, 'the newer text').toBe('first and more');
  expect(field.dirty, 'and it still has to be saved').toBe(true);
});

test('a lock stores the text, and unlocking restores it with the cursor', async () => {
  const field = draft();
  const area = document.createElement('textarea');
  document.body.append(area);
  const detach = field.field(area);
  area.value = 'half a sen';
  area.setSelectionRange(4, 6);
  area.dispatchEvent(new Event('input'));
  field.value = 'half a sen';
  await drafts.flush();
  expect(commands(), 'stored at once').toEqual(['save_draft']);
  stored = [{ key: 'note', text: asked[0]?.text ?? '' }];
  detach();
  end();
  drafts.forget();

  await drafts.restore();
  const again = draft();
  const fresh = document.createElement('textarea');
  document.body.append(fresh);
  fresh.value = again.value;
  again.field(fresh);
  await vi.advanceTimersByTimeAsync(0);
  expect(again.value, 'the words').toBe('half a sen');
  expect([fresh.selectionStart, fresh.selectionEnd], 'the cursor').toEqual([4, 6]);
  expect(document.activeElement, 'the field').toBe(fresh);
});

test('a draft in an unknown format is shown as it is', async () => {
  stored = [{ key: 'note', text: 'plain words' }];
  await drafts.restore();
  expect(draft().value, 'text is never dropped for its wrapping').toBe('plain words');
});

test('after a lock nothing is called unsaved, because it is stored as a draft', async () => {
  const field = draft();
  field.value = 'x';
  broken = 'vault_locked';
  await field.store();
  expect(saves.unsaved.size, 'the lock screen has no status line').toBe(0);
});

test('the earlier text does not come back between the save and the reading of the record', async () => {
  let read!: () => void;
  const reading = new Promise<void>((resolve) => (read = resolve));
  const stop = saves.watch(undefined, async () => {
    await reading;
    record = '';
  });
  const field = draft(async () => {
    saves.announce(['person']);
    return Promise.resolve();
  });
  field.value = '';
  void field.commit();
  await vi.advanceTimersByTimeAsync(0);
  expect(field.value, 'saved, and not read again yet').toBe('');
  read();
  await vi.advanceTimersByTimeAsync(0);
  stop();
  expect([field.value, field.dirty], 'read again').toEqual(['', false]);
});

test('a text that becomes the record while its draft waits leaves no draft', async () => {
  let saved!: () => void;
  const field = draft(() => new Promise<void>((resolve) => (saved = resolve)));
  field.value = 'a';
  void field.commit();
  await vi.advanceTimersByTimeAsync(0);
  void drafts.flush();
  saved();
  await vi.advanceTimersByTimeAsync(0);
  expect(commands(), 'nothing is stored again').toEqual(['drop_draft']);
});

/** Closes the field and opens one with the same key. */
function reopened(save?: (value: string) => Promise<unknown>): Draft<string> {
  end();
  return draft(save);
}

const refuse = () => Promise.reject({ code: 'rule_broken', rule: 'not_a_date' });

test('a text refused as its field closes is on disk, and comes back with the reason', async () => {
  const field = draft(refuse);
  field.value = 'last summer';
  end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(commands(), 'not in the record').toEqual(['save_draft']);
  expect(saves.unsaved.get('note')?.fault.code, 'the status line says it').toBe('rule_broken');

  const again = reopened(refuse);
  expect([again.value, again.state, again.fault?.code], 'where it was typed').toEqual([
    'last summer',
    'failed',
    'rule_broken',
  ]);
  again.value = '2026-summer';
  expect(saves.unsaved.size, 'it is being mended').toBe(0);
});

test('a text refused as its field closes can be discarded', async () => {
  const field = draft(refuse);
  field.value = 'last summer';
  end();
  await vi.advanceTimersByTimeAsync(1000);
  await saves.unsaved.get('note')?.discard();
  expect(commands(), 'it is not on disk any more').toEqual(['save_draft', 'drop_draft']);
  expect(saves.unsaved.size, 'nor called unsaved').toBe(0);
  expect(reopened().value, 'the field shows the record').toBe('as stored');
});

test('a refused text is discarded where it is shown again', async () => {
  const field = draft(refuse);
  field.value = 'last summer';
  end();
  await vi.advanceTimersByTimeAsync(1000);
  const again = reopened(refuse);
  expect(again.value, 'shown again').toBe('last summer');
  await saves.unsaved.get('note')?.discard();
  expect([again.value, again.state], 'as the record').toEqual(['as stored', 'clean']);
});

test('a text whose save failed as its field closed is saved later', async () => {
  let full = true;
  const save = vi.fn<(value: string, owner: string) => Promise<unknown>>(() =>
    full ? Promise.reject({ code: 'disk_full' }) : Promise.resolve(),
  );
  const field = draft(save);
  field.value = 'left behind';
  end();
  await vi.advanceTimersByTimeAsync(10);
  expect(saves.unsaved.has('note'), 'it is said').toBe(true);
  full = false;
  await vi.advanceTimersByTimeAsync(4000);
  expect(save.mock.lastCall, 'for whom it was typed').toEqual(['left behind', 'Leila']);
  expect(saves.unsaved.size, 'and nothing is unsaved').toBe(0);
});

test('a field opened before the save of an earlier one was refused takes its text over', async () => {
  let answer!: (thrown: unknown) => void;
  const field = draft(() => new Promise((_, reject) => (answer = reject)));
  field.value = 'last summer';
  end();
  await vi.advanceTimersByTimeAsync(0);
  const again = reopened(refuse);
  expect(again.value, 'not refused yet').toBe('as stored');
  answer({ code: 'rule_broken', rule: 'not_a_date' });
  await vi.advanceTimersByTimeAsync(0);
  expect([again.value, again.fault?.code], 'the words are in the field').toEqual([
    'last summer',
    'rule_broken',
  ]);
});

test('storing a refused text does not call it saved', async () => {
  const field = draft(refuse);
  field.value = 'last summer';
  await field.commit();
  await drafts.flush();
  expect([field.state, saves.unsaved.size], 'it is not in the record').toEqual(['failed', 1]);
});

test('a record that is never read again holds no later text back', async () => {
  const stop = saves.watch(undefined, () => new Promise(() => undefined));
  const field = draft(() => {
    saves.announce(['person']);
    return Promise.resolve();
  });
  field.value = 'first';
  await field.commit();
  expect(field.value, 'what was saved is shown').toBe('first');
  field.value = 'second';
  await vi.advanceTimersByTimeAsync(1000);
  stop();
  expect(JSON.parse(asked.at(-1)?.text ?? ''), 'on disk').toMatchObject({ value: 'second' });
});

test('"try now" saves what was left, and stores what is being typed', async () => {
  broken = 'disk_full';
  const field = draft(() => (broken ? Promise.reject({ code: broken }) : Promise.resolve()));
  field.value = 'left behind';
  await field.commit();
  broken = null;
  await drafts.retry();
  expect([field.state, saves.unsaved.size], 'in the record').toEqual(['saved', 0]);
});
