import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { ask, drafts, type UndoState } from '../../backend';
import { Undo } from './undo.svelte';

const nothing: UndoState = { undo: null, redo: null, undo_loss: null, redo_loss: null };
const moved: UndoState = { ...nothing, undo: { kind: 'place_person', about: 'Leila' } };
const saved = { touched: ['working_map'], saved_at: '2026-02-17T10:00:00Z' };

let end = () => {};

afterEach(() => {
  end();
  clearMocks();
});

/** The undo of a client. The program answers `undo_state` with `state`, and every other command with `answer`. */
async function of(state: () => UndoState, answer: (command: string) => unknown = () => saved): Promise<Undo> {
  mockIPC((command) => (command === 'undo_state' ? state() : answer(command)));
  let undo!: Undo;
  end = $effect.root(() => {
    undo = new Undo('c');
  });
  flushSync();
  await expect.poll(() => undo.state).toEqual(state());
  return undo;
}

test('the edit to undo is named', async () => {
  const undo = await of(() => moved);
  expect(undo.undoLabel, 'the edit has the words of the clinic').toBe('move Leila');
  expect(undo.redoLabel, 'there is nothing to redo').toBeNull();
});

test('the vault is asked about one client', async () => {
  const asked: unknown[] = [];
  mockIPC((_, args) => {
    asked.push(args);
    return moved;
  });
  end = $effect.root(() => void new Undo('c'));
  flushSync();
  await expect.poll(() => asked).toEqual([{ clientId: 'c' }]);
});

test('undo announces the edit', async () => {
  const undo = await of(() => moved);
  await undo.undo();
  expect(undo.announcement, 'the announcement names the undone edit').toBe('Undone: move Leila');
});

test('redo is offered after undo has removed everything', async () => {
  let state: UndoState = { ...nothing, undo: { kind: 'add_client', about: 'Ruth' } };
  const undo = await of(
    () => state,
    (command) => {
      state = command === 'undo' ? { ...nothing, redo: state.undo } : { ...nothing, undo: state.redo };
      return { ...saved, touched: ['client'] };
    },
  );
  await undo.undo();
  expect(undo.redoLabel).toBe('add client Ruth');
  expect(await undo.redo(), 'the edit is redone').toBe(true);
  expect([undo.undoLabel, undo.redoLabel]).toEqual(['add client Ruth', null]);
});

test('the next edit is known before another undo', async () => {
  let state = moved;
  const undo = await of(
    () => state,
    () => {
      state = nothing;
      return saved;
    },
  );
  await undo.undo();
  expect(undo.undoLabel, 'the next edit is read when undo is done').toBeNull();
});

test('without an edit to undo no command is sent', async () => {
  const asked: string[] = [];
  const undo = await of(
    () => nothing,
    (command) => asked.push(command),
  );
  await undo.undo();
  expect(await undo.redo(), 'there is nothing to redo').toBe(false);
  expect(asked, 'no command is sent').toEqual([]);
});

test('a refused undo is shown and announces nothing', async () => {
  const undo = await of(
    () => moved,
    () => {
      throw { code: 'nothing_to_undo' };
    },
  );
  await undo.undo();
  expect(undo.attempt.fault?.code, 'the refusal is kept').toBe('nothing_to_undo');
  expect(undo.announcement, 'nothing is announced').toBe('');
});

test('unsaved text is saved first, and is undone', async () => {
  const asked: string[] = [];
  let state: UndoState = { ...nothing, undo: { kind: 'set_map_quality', about: 'Sami' } };
  const undo = await of(
    () => state,
    (command) => {
      asked.push(command);
      state = moved;
      return saved;
    },
  );
  const leave = drafts.join('map', { store: () => ask.placePerson('course', 'p02', 2, 10) });
  await undo.undo();
  leave();
  expect(asked, 'the text is saved before the undo').toEqual(['place_person', 'undo']);
  expect(undo.announcement, 'the saved move is undone, not the edit before it').toBe('Undone: move Leila');
});
