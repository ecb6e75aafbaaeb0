import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { drafts } from './drafts';
import { FormDraft } from './formDraft.svelte';

afterEach(() => {
  clearMocks();
  drafts.forget();
});

function open(rows: { key: string; text: string }[] = []) {
  const sent: string[] = [];
  mockIPC((cmd) => {
    sent.push(cmd);
    return cmd === 'load_drafts' ? rows : null;
  });
  return sent;
}

function begin(): [FormDraft<string>, () => void] {
  let draft!: FormDraft<string>;
  const close = $effect.root(() => {
    draft = new FormDraft('course/1/addendum', 'client-1', () => '');
  });
  flushSync();
  return [draft, close];
}

describe('the draft of a form', () => {
  it('is stored on a lock and is not recorded by itself', async () => {
    const sent = open();
    const [draft, close] = begin();
    draft.value = 'Rang the GP';
    await drafts.flush();
    close();
    expect(new Set(sent), 'it is kept, and no change is made of it').toEqual(new Set(['save_draft']));
  });

  it('returns when the page is opened again', () => {
    open();
    const [draft, close] = begin();
    draft.value = 'Rang the GP';
    flushSync();
    close();
    const [again, closeAgain] = begin();
    expect([again.value, again.begun], 'another page was only looked at').toEqual(['Rang the GP', true]);
    closeAgain();
  });

  it('is not kept in memory after a lock', () => {
    open();
    const [draft, close] = begin();
    draft.value = 'Rang the GP';
    flushSync();
    drafts.forget();
    close();
    expect(drafts.has('course/1/addendum'), 'only the disk has it').toBe(false);
  });

  it('returns after a lock', async () => {
    open([{ key: 'course/1/addendum', text: JSON.stringify({ value: 'Rang the GP', caret: null }) }]);
    await drafts.restore();
    const [draft, close] = begin();
    expect([draft.value, draft.begun], 'nothing is lost').toEqual(['Rang the GP', true]);
    close();
  });

  it('is dropped once it is recorded', async () => {
    const sent = open();
    const [draft, close] = begin();
    draft.value = 'Rang the GP';
    await draft.drop();
    close();
    expect([draft.begun, sent.at(-1)], 'and is not kept twice').toEqual([false, 'drop_draft']);
  });
});
