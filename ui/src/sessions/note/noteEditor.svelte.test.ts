import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { NoteDraft } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { NoteEditor } from './noteEditor.svelte';

afterEach(clearMocks);

/** An editor over slot 8, not held yet; the record is never read again, as right after a save. */
function open() {
  const written: NoteDraft[] = [];
  mockIPC((cmd, args) => {
    if (cmd === 'write_note') written.push((args as { note: NoteDraft }).note);
    return { touched: [], saved_at: '' };
  });
  const view = sampleView(6);
  let editor!: NoteEditor;
  const close = $effect.root(() => {
    editor = new NoteEditor(() => view, 'slot-8');
  });
  flushSync();
  return { editor, written, close };
}

describe('writing a note', () => {
  it('keeps what was written on the page until the record is read again', async () => {
    const { editor, written, close } = open();
    editor.summary.value = 'Talked about the rota';
    await editor.summary.settle();
    expect(written.at(-1)?.summary, 'leaving the field writes the note').toBe('Talked about the rota');
    expect(editor.summary.value, 'the page does not fall back to the old words').toBe(
      'Talked about the rota',
    );
    close();
  });

  it('never loses one field by writing another', async () => {
    const { editor, written, close } = open();
    editor.summary.value = 'First';
    editor.risk.value = 'Asked, none';
    await Promise.all([editor.summary.settle(), editor.choose({ techniques: ['tech.affect'] })]);
    expect(written.at(-1), 'the later write carries all three').toMatchObject({
      summary: 'First',
      risk_note: 'Asked, none',
      techniques: ['tech.affect'],
    });
    close();
  });

  it('notes what of each session the note does not show', async () => {
    const { editor, written, close } = open();
    editor.risk.value = 'Asked, none';
    await editor.settle();
    expect(written.at(-1)?.every_missed, 'risk was asked').not.toContain('every.risk');
    expect(written.at(-1)?.every_missed, 'nobody said which session it is').toContain('every.time');
    close();
  });

  it('is empty until something is written', () => {
    const { editor, close } = open();
    expect(editor.written, 'an empty note cannot be signed').toBe(false);
    editor.words.value = 'I am simply Farida there';
    expect(editor.written, 'the client’s words are enough').toBe(true);
    close();
  });
});
