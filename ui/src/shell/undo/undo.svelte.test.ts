import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import { ask, drafts, type UndoState } from '../../backend';
import { Undo } from './undo.svelte';

afterEach(clearMocks);

const still = () => Promise.resolve();
const moved: UndoState = { undo: { kind: 'place_person', about: 'Leila' }, redo: null };

test('what would be taken back is named', () => {
  const undo = new Undo('c', () => moved, still);
  expect(undo.undoLabel, 'in the words of the clinic').toBe('move Leila');
  expect(undo.redoLabel, 'nothing was taken back').toBeNull();
});

test('taking back says what was taken back', async () => {
  mockIPC(() => ({ touched: ['working_map'], saved_at: '2026-02-17T10:00:00Z' }));
  const undo = new Undo('c', () => moved, still);
  await undo.undo();
  expect(undo.said, 'for the ear and the status line').toBe('Undone: move Leila');
});

test('what comes next is known before anything more is taken back', async () => {
  const order: string[] = [];
  mockIPC(() => {
    order.push('undo');
    return { touched: ['working_map'], saved_at: '2026-02-17T10:00:00Z' };
  });
  const look = async () => {
    await Promise.resolve();
    order.push('read');
  };
  const undo = new Undo('c', () => moved, look);
  await undo.undo();
  expect(order).toEqual(['undo', 'read']);
});

test('nothing to undo asks nothing', async () => {
  let asked = 0;
  mockIPC(() => (asked += 1));
  await new Undo('c', () => ({ undo: null, redo: null }), still).undo();
  await new Undo('c', () => undefined, still).redo();
  expect(asked, 'the program is not troubled').toBe(0);
});

test('a refused undo is told and claims nothing', async () => {
  mockIPC(() => {
    throw { code: 'nothing_to_undo' };
  });
  const undo = new Undo('c', () => moved, still);
  await undo.undo();
  expect(undo.attempt.fault?.code, 'the refusal').toBe('nothing_to_undo');
  expect(undo.said, 'nothing was undone').toBe('');
});

test('what is not saved yet is saved first, and is what is taken back', async () => {
  const asked: string[] = [];
  mockIPC((command) => {
    asked.push(command);
    return { touched: ['working_map'], saved_at: '2026-02-17T10:00:00Z' };
  });
  let state: UndoState = { undo: { kind: 'set_map_quality', about: 'Sami' }, redo: null };
  const leave = drafts.join('map', { park: () => ask.placePerson('course', 'p02', 2, 10) });
  const undo = new Undo(
    'c',
    () => state,
    async () => void (state = moved),
  );
  await undo.undo();
  leave();
  expect(asked, 'in this order').toEqual(['place_person', 'undo']);
  expect(undo.said, 'the move, not what was done before it').toBe('Undone: move Leila');
});
