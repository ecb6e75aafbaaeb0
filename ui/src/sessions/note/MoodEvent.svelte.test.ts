import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MoodEvent as Event, NoteDraft } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import MoodEvent from './MoodEvent.svelte';
import { NoteEditor } from './noteEditor.svelte';

const close: (() => void)[] = [];
afterEach(() => {
  close.splice(0).forEach((end) => end());
  clearMocks();
});

/** The event of slot 8, which is not signed, as the record has it. */
function open(recorded: Event | null) {
  const written: NoteDraft[] = [];
  mockIPC((cmd, args) => {
    if (cmd === 'write_note') written.push((args as { note: NoteDraft }).note);
    return { touched: [], saved_at: '' };
  });
  const view = sampleView(6);
  const session = { ...view.course.sessions![0]!, slot: 'slot-8', locked_at: null, mood_event: recorded };
  view.course.sessions = [...view.course.sessions!, session];
  let editor!: NoteEditor;
  close.push(
    $effect.root(() => {
      editor = new NoteEditor(() => view, 'slot-8');
    }),
  );
  flushSync();
  const people = view.course.people!.map(({ id, label }) => ({ id, label, more: null }));
  const page = render(MoodEvent, { editor, people, readonly: false });
  /** The event that was written last. */
  const told = async () => {
    await vi.waitFor(() => expect(written.length).toBeGreaterThan(0));
    await editor.commitDrafts();
    return written.at(-1)!.mood_event;
  };
  return { editor, people, page, written, told, user: userEvent.setup() };
}

const option = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const doubt = () => screen.queryByText(/may not have been said/u);

describe('the event of a note', () => {
  it('has no effect on mood while only the words or a person are given', async () => {
    const { editor, told } = open(null);
    editor.drafts.mood_event.value = { ...editor.drafts.mood_event.value, event: 'A row' };
    void editor.drafts.mood_event.commit();
    expect(await told()).toEqual({ event: 'A row', person_ids: [] });
    expect(screen.getAllByRole<HTMLInputElement>('radio').some(({ checked }) => checked)).toBe(false);
  });

  it('holds that no change was said', async () => {
    const { told, user } = open(null);
    await user.click(option('no change'));
    expect(await told()).toMatchObject({ mood_effect: 0, effect_said: true });
    expect(option('no change').checked, 'it is shown as chosen').toBe(true);
    expect(doubt(), 'and is not doubted').toBeNull();
  });

  it('is not said again once the chosen effect is pressed a second time', async () => {
    const { editor, told, user } = open({ event: 'A row', mood_effect: -1, person_ids: [] });
    await user.click(option('lower'));
    expect((await told())?.mood_effect, 'nobody said an effect').toBeNull();
    expect(option('lower').checked).toBe(false);
    await user.click(option('higher'));
    await editor.commitDrafts();
    expect((await told())?.mood_effect, 'another can be chosen').toBe(1);
  });

  it('is gone when its only part is taken back', async () => {
    const { told, user } = open({ event: '', mood_effect: 2, person_ids: [] });
    await user.click(option('much higher'));
    expect(await told(), 'no event').toBeNull();
  });

  it('doubts a 0 that an earlier version kept, and lets it be set to not said', async () => {
    const { written, told, user } = open({ event: 'A row', mood_effect: 0, person_ids: [] });
    expect(doubt(), 'nobody may have said it').toBeTruthy();
    expect(written, 'but it stays until somebody says so').toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Set to not said' }));
    expect((await told())?.mood_effect).toBeNull();
    expect(doubt()).toBeNull();
  });

  it('keeps a doubted 0 that was said after all', async () => {
    const { told, user } = open({ event: 'A row', mood_effect: 0, person_ids: [] });
    await user.click(screen.getByRole('button', { name: 'It was said' }));
    expect(await told()).toMatchObject({ mood_effect: 0, effect_said: true });
    expect(doubt()).toBeNull();
  });

  it('shows no effect in a signed note in which nobody said one', () => {
    const { editor, people, page } = open({ event: 'A row', person_ids: [] });
    page.unmount();
    render(MoodEvent, { editor, people, readonly: true });
    expect(screen.queryByText('Mood'), 'not even the label').toBeNull();
    expect(screen.queryByText('no change')).toBeNull();
  });
});
