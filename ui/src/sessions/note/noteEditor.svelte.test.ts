import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { NoteDraft } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { NoteEditor } from './noteEditor.svelte';

afterEach(clearMocks);

/** An editor for slot 8, which is not held yet. The record is never read again, as right after a save. */
function open() {
  const written: NoteDraft[] = [];
  const stored: string[] = [];
  mockIPC((cmd, args) => {
    if (cmd === 'save_draft') stored.push((args as { key: string }).key);
    if (cmd === 'write_note') written.push((args as { note: NoteDraft }).note);
    return { touched: [], saved_at: '' };
  });
  const view = sampleView(6);
  let editor!: NoteEditor;
  const close = $effect.root(() => {
    editor = new NoteEditor(() => view, 'slot-8');
  });
  flushSync();
  return { editor, written, stored, close };
}

describe('writing a note', () => {
  it('keeps the text on the page until the record is read again', async () => {
    const { editor, written, close } = open();
    editor.drafts.summary.value = 'Talked about the rota';
    await editor.drafts.summary.commit();
    expect(written.at(-1)?.summary, 'leaving the field writes the note').toBe('Talked about the rota');
    expect(editor.drafts.summary.value, 'the page does not fall back to the old words').toBe(
      'Talked about the rota',
    );
    close();
  });

  it('never loses one field by writing another', async () => {
    const { editor, written, close } = open();
    editor.drafts.summary.value = 'First';
    editor.drafts.risk_note.value = 'Asked, none';
    await Promise.all([editor.drafts.summary.commit(), editor.choose({ techniques: ['tech.affect'] })]);
    expect(written.at(-1), 'the later write has all three fields').toMatchObject({
      summary: 'First',
      risk_note: 'Asked, none',
      techniques: ['tech.affect'],
    });
    close();
  });

  it('records which tasks of every session the note does not show', async () => {
    const { editor, written, close } = open();
    editor.drafts.risk_note.value = 'Asked, none';
    await editor.commitDrafts();
    expect(written.at(-1)?.every_missed, 'risk was asked about').not.toContain('every.risk');
    expect(written.at(-1)?.every_missed, 'nobody said which session it is').toContain('every.time');
    close();
  });

  it('stores the draft of each typed field under a key that never changes', async () => {
    const { editor, stored, close } = open();
    editor.drafts.summary.value = editor.drafts.client_words.value = editor.drafts.risk_note.value = 'text';
    editor.drafts.mood_event.value = { event: 'text', mood_effect: 0, person_ids: [] };
    editor.drafts.between_task.value = { text: 'text', with_person_ids: [] };
    editor.drafts.previous_task_outcome.value = { outcome: null, text: 'text' };
    for (const draft of Object.values(editor.drafts)) await draft.store();
    const ends = stored.map((key) => key.replace(/^course\/.+\/slot\/slot-8\//u, ''));
    expect(ends.sort()).toEqual(['happened', 'outcome', 'risk', 'summary', 'task', 'words']);
    close();
  });

  it('is empty until something is written', () => {
    const { editor, close } = open();
    expect(editor.written, 'an empty note cannot be signed').toBe(false);
    editor.drafts.client_words.value = 'I am simply Farida there';
    expect(editor.written, 'the client’s words are enough').toBe(true);
    close();
  });
});
