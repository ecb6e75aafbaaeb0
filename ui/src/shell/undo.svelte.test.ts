import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import type { UndoState } from '../backend';
import { Undo } from './undo.svelte';

afterEach(clearMocks);

const moved: UndoState = { undo: { kind: 'place_person', about: 'Leila' }, redo: null };

test('what would be taken back is named', () => {
  const undo = new Undo('c', () => moved);
  expect(undo.undoLabel, 'in the words of the clinic').toBe('move Leila');
  expect(undo.redoLabel, 'nothing was taken back').toBeNull();
});

test('taking back says what was taken back', async () => {
  mockIPC(() => ({ touched: ['working_map'], saved_at: '2026-02-17T10:00:00Z' }));
  const undo = new Undo('c', () => moved);
  await undo.undo();
  expect(undo.said, 'for the ear and the status line').toBe('Undone: move Leila');
});

test('nothing to undo asks nothing', async () => {
  let asked = 0;
  mockIPC(() => (asked += 1));
  await new Undo('c', () => ({ undo: null, redo: null })).undo();
  await new Undo('c', () => undefined).redo();
  expect(asked, 'the program is not troubled').toBe(0);
});

test('a refused undo is told and claims nothing', async () => {
  mockIPC(() => {
    throw { code: 'nothing_to_undo' };
  });
  const undo = new Undo('c', () => moved);
  await undo.undo();
  expect(undo.attempt.fault?.code, 'the refusal').toBe('nothing_to_undo');
  expect(undo.said, 'nothing was undone').toBe('');
});
