import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drafts } from './drafts';
import { FormDraft } from './formDraft.svelte';
import { saves } from './saves.svelte';

interface Fields {
  text: string;
  place: string;
}

const key = 'course/1/addendum';
let record: Fields;
let broken: string | null;

beforeEach(() => {
  record = { text: '', place: 'Room 2' };
  broken = null;
});

afterEach(() => {
  clearMocks();
  drafts.forget();
  saves.forget();
  vi.useRealTimers();
});

function open(rows: { key: string; text: string }[] = []) {
  const sent: string[] = [];
  const stored: unknown[] = [];
  mockIPC((cmd, payload) => {
    if (broken !== null) throw { code: broken };
    sent.push(cmd);
    if (cmd === 'save_draft') stored.push(JSON.parse((payload as { text: string }).text));
    return cmd === 'load_drafts' ? rows : null;
  });
  return Object.assign(sent, { stored });
}

function begin(): [FormDraft<Fields>, () => void] {
  let draft!: FormDraft<Fields>;
  const close = $effect.root(() => {
    draft = new FormDraft(key, 'client-1', () => record);
  });
  flushSync();
  return [draft, close];
}

describe('the draft of a form', () => {
  it('is stored on a lock and is not recorded by itself', async () => {
    const sent = open();
    const [draft, close] = begin();
    draft.fields.text = 'Rang the GP';
    await drafts.flush();
    close();
    expect(new Set(sent), 'it is kept, and no change is made of it').toEqual(new Set(['save_draft']));
  });

  it('returns when the page is opened again', () => {
    open();
    const [draft, close] = begin();
    draft.fields.text = 'Rang the GP';
    close();
    const [again, closeAgain] = begin();
    expect([again.value.text, again.begun], 'another page was only looked at').toEqual(['Rang the GP', true]);
    closeAgain();
  });

  it('is not kept in memory after a lock', () => {
    open();
    const [draft, close] = begin();
    draft.fields.text = 'Rang the GP';
    flushSync();
    drafts.forget();
    close();
    expect(drafts.has(key), 'only the disk has it').toBe(false);
  });

  it('returns after a lock', async () => {
    open([{ key, text: JSON.stringify({ value: { text: 'Rang the GP' }, caret: null }) }]);
    await drafts.restore();
    const [draft, close] = begin();
    expect([draft.value.text, draft.begun], 'nothing is lost').toEqual(['Rang the GP', true]);
    close();
  });

  it('is dropped once it is recorded', async () => {
    const sent = open();
    const [draft, close] = begin();
    draft.fields.text = 'Rang the GP';
    await draft.drop();
    close();
    expect([draft.begun, sent.at(-1)], 'and is not kept twice').toEqual([false, 'drop_draft']);
  });

  it('holds only the fields that were typed in', async () => {
    const sent = open();
    const [draft, close] = begin();
    draft.fields.text = 'Rang the GP';
    await draft.store();
    expect(sent.stored, 'the place was not touched').toEqual([
      { value: { text: 'Rang the GP' }, caret: null },
    ]);
    record = { text: '', place: 'Room 5' };
    expect(draft.value, 'and is as the record says by now').toEqual({ text: 'Rang the GP', place: 'Room 5' });
    close();
  });

  it('ends when everything is as before', async () => {
    const sent = open();
    const [draft, close] = begin();
    draft.fields.place = 'Room 3';
    await draft.store();
    draft.fields.place = 'Room 2';
    expect(draft.begun, 'nothing is typed').toBe(false);
    close();
    await vi.waitFor(() => expect(sent.at(-1), 'nothing is left on disk').toBe('drop_draft'));
  });

  it('is discarded on purpose only', async () => {
    open();
    const [draft, close] = begin();
    draft.fields.text = 'Rang the GP';
    flushSync();
    close();
    const [again, closeAgain] = begin();
    await again.drop();
    expect([again.value.text, again.begun], 'discarded').toEqual(['', false]);
    closeAgain();
    const [third, closeThird] = begin();
    expect(third.begun, 'and gone').toBe(false);
    closeThird();
  });

  it('is called not saved while it is not on disk, and is tried again after the form was closed', async () => {
    vi.useFakeTimers();
    const sent = open();
    const [draft, close] = begin();
    broken = 'disk_full';
    draft.fields.text = 'Rang the GP';
    await vi.advanceTimersByTimeAsync(1000);
    expect(saves.unsaved.get(key)?.fault.code, 'the status line says why').toBe('disk_full');
    close();
    broken = null;
    await vi.advanceTimersByTimeAsync(3500);
    expect([...sent], 'room was made').toEqual(['save_draft']);
    expect(saves.unsaved.size, 'and nothing is unsaved').toBe(0);
  });

  it('is stored by the form that has it, when it failed in an earlier one', async () => {
    vi.useFakeTimers();
    const sent = open();
    const [draft, close] = begin();
    broken = 'disk_full';
    draft.fields.text = 'Rang the GP';
    await vi.advanceTimersByTimeAsync(1000);
    close();
    await vi.advanceTimersByTimeAsync(10);
    const [again, closeAgain] = begin();
    broken = null;
    again.fields.text = 'Rang the GP twice';
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent.stored.at(-1), 'never the earlier text').toEqual({
      value: { text: 'Rang the GP twice' },
      caret: null,
    });
    closeAgain();
  });
});
