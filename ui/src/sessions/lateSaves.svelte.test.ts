import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CourseView, MeasureEntry, NoteDraft } from '../backend';
import { instruments } from '../scales/instruments.svelte';
import { sampleView } from '../test-support/sampleCourse';
import { NoteEditor } from './note/noteEditor.svelte';
import ScoreOnly from './measures/ScoreOnly.svelte';
import { SheetEditor } from './measures/sheetEditor.svelte';

let asked: [string, unknown][];
let end: () => void;

beforeEach(() => {
  asked = [];
  end = () => undefined;
  mockIPC((command, payload) => {
    asked.push([command, payload]);
    return { touched: [], saved_at: '' };
  });
});

afterEach(() => {
  end();
  clearMocks();
});

const of = <T>(command: string) =>
  asked.filter(([name]) => name === command).map(([, payload]) => payload as T);
const otherCourse = (view: CourseView): CourseView => ({
  ...view,
  id: 'another-course',
  course: { ...view.course, sessions: [] },
});
const slotOf = (view: CourseView, index: number) => view.course.slots[index]!;

test('a whole note is written to the course it was typed in, although the page shows another', async () => {
  const own = sampleView();
  const session = own.course.sessions!.find(({ techniques }) => techniques?.length)!;
  delete session.locked_at;
  let shown: CourseView | null = own;
  let editor!: NoteEditor;
  end = $effect.root(() => {
    editor = new NoteEditor(() => shown!, session.slot!);
  });
  flushSync();
  editor.drafts.client_words.value = 'I am simply Farida there';
  const committing = editor.drafts.client_words.commit();
  shown = otherCourse(own);
  await committing;
  const [written] = of<{ courseId: string; note: NoteDraft }>('write_note');
  expect(written?.courseId).toBe(own.id);
  expect(written?.note, 'the whole note is sent').toMatchObject({
    client_words: 'I am simply Farida there',
    summary: session.summary,
    techniques: session.techniques,
  });

  shown = null;
  editor.drafts.risk_note.value = 'Asked, none';
  await editor.drafts.risk_note.commit();
  expect(
    of<{ courseId: string }>('write_note')[1]?.courseId,
    'the note is written to its own course when no course is shown',
  ).toBe(own.id);
});

test('answers are recorded for the session in which they were given', async () => {
  const view = sampleView();
  let [shown, slot] = [view, slotOf(view, 1)];
  let editor!: SheetEditor;
  end = $effect.root(() => {
    editor = new SheetEditor(
      () => shown,
      () => slot,
      instruments.of('GAD-7'),
    );
  });
  flushSync();
  editor.answers.set(0, 3);
  const committing = editor.draft.commit();
  [shown, slot] = [otherCourse(view), slotOf(view, 2)];
  await committing;
  const [recorded] = of<{ courseId: string; entry: MeasureEntry }>('record_measure');
  expect(recorded?.courseId).toBe(view.id);
  expect(recorded?.entry).toMatchObject({ slot: slotOf(view, 1).id, date: slotOf(view, 1).date });
});

test('a total is recorded for the session in which it was typed', async () => {
  const view = sampleView();
  const props = {
    view,
    slot: slotOf(view, 1),
    instrument: instruments.of('K10'),
    disabled: false,
    onempty: () => undefined,
  };
  const { rerender } = render(ScoreOnly, props);
  const user = userEvent.setup();
  await user.clear(screen.getByRole('spinbutton'));
  await user.type(screen.getByRole('spinbutton'), '31');
  await rerender({ slot: slotOf(view, 2) });
  await user.click(screen.getByRole('button'));
  await vi.waitFor(() => expect(of('record_measure')).toHaveLength(1));
  expect(of<{ entry: MeasureEntry }>('record_measure')[0]?.entry).toMatchObject({
    slot: slotOf(view, 1).id,
    total: 31,
  });
});
