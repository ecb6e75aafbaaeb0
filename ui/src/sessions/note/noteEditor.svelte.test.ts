import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { NoteDraft } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { timeTicked, withTimeTicked } from './everySessionTasks';
import { NoteEditor } from './noteEditor.svelte';

afterEach(clearMocks);

/**
 * An editor for slot 8, which is not held yet. The record is never read again, as right after a save. With a list of
 * tasks left out, the record has a note.
 */
function open(missed?: string[] | null) {
  const written: NoteDraft[] = [];
  const stored: string[] = [];
  mockIPC((cmd, args) => {
    if (cmd === 'save_draft') stored.push((args as { key: string }).key);
    if (cmd === 'write_note') written.push((args as { note: NoteDraft }).note);
    return { touched: [], saved_at: '' };
  });
  const view = sampleView(6);
  if (missed !== undefined) {
    const blank = { slot_index: 8, date: '2026-03-03', phase: 'middle' as const };
    view.course.sessions = [...view.course.sessions!, { ...blank, slot: 'slot-8', every_missed: missed }];
  }
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

  it('can be signed once it says whether risk was asked about', async () => {
    const { editor, close } = open();
    expect(editor.written, 'nothing is said yet').toBe(false);
    await editor.choose({ risk_asked: false });
    expect(editor.written).toBe(true);
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

  it('records which tasks of every session the note shows, and nothing of those that were never asked', async () => {
    const { editor, written, close } = open();
    editor.drafts.risk_note.value = 'Did not get to it';
    await editor.commitDrafts();
    expect(written.at(-1)?.every_done ?? [], 'a text about risk is no question').not.toContain('every.risk');
    await editor.choose({ risk_asked: true });
    expect(written.at(-1)?.every_done, 'risk was asked').toEqual(['every.risk']);
    await editor.choose({ every_done: withTimeTicked(editor.note, true) });
    expect(written.at(-1)?.every_done, 'the number of sessions was said').toEqual([
      'every.risk',
      'every.time',
    ]);
    expect(written.at(-1)?.every_missed, 'nobody said that one was left out').toBeNull();
    close();
  });

  it('shows no effect on mood as done while nobody said one', async () => {
    const { editor, written, close } = open();
    editor.drafts.mood_event.value = { event: 'A row', person_ids: [] };
    await editor.commitDrafts();
    expect(written.at(-1)?.every_done, 'the event is linked to no mood').toEqual([]);
    editor.drafts.mood_event.value = { event: 'A row', mood_effect: -1, person_ids: [] };
    await editor.commitDrafts();
    expect(written.at(-1)?.every_done).toEqual(['every.mood-event']);
    close();
  });

  it('reads the tick of a note that lists only what was left out', async () => {
    const ticked = open(['every.risk', 'every.measures']);
    expect(timeTicked(ticked.editor.note), 'it was not left out').toBe(true);
    await ticked.editor.choose({ risk_asked: true });
    expect(ticked.written.at(-1), 'risk is left out no more').toMatchObject({
      every_done: ['every.risk', 'every.time'],
      every_missed: ['every.measures'],
    });
    ticked.close();
    const unticked = open(['every.time']);
    expect(timeTicked(unticked.editor.note), 'it was left out').toBe(false);
    unticked.close();
    const unsaid = open(null);
    expect(timeTicked(unsaid.editor.note), 'nobody said it').toBe(false);
    unsaid.close();
  });

  it('stores the draft of each typed field under a key that never changes', async () => {
    const { editor, stored, close } = open();
    editor.drafts.summary.value = editor.drafts.client_words.value = editor.drafts.risk_note.value = 'text';
    editor.drafts.mood_event.value = { event: 'text', person_ids: [] };
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
