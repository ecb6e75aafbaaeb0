import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { UndoState } from '../../backend';
import { explainFault } from '../../words';
import { Undo } from './undo.svelte';
import UndoBar from './UndoBar.svelte';

let end = () => {};

afterEach(() => {
  end();
  clearMocks();
});

const sheet = { kind: 'record_measure', about: null } as const;

test('a step that would take a flag away says so, and pressed says what can be done', async () => {
  const state: UndoState = { undo: sheet, redo: sheet, undo_loss: 'sheet', redo_loss: null };
  const asked: string[] = [];
  mockIPC((command) => {
    if (command === 'undo_state') return state;
    asked.push(command);
    throw { code: 'flag_lost', loss: 'sheet' };
  });
  let undo!: Undo;
  end = $effect.root(() => {
    undo = new Undo('c');
  });
  flushSync();
  render(UndoBar, { undo });
  const button = await screen.findByRole('button', {
    name: 'Undo measure: not possible, a question about risk was answered above 0',
  });
  expect(screen.getByRole('button', { name: 'Redo measure' }), 'redo takes nothing away').toBeEnabled();
  await userEvent.click(button);
  expect(asked).toEqual(['undo']);
  const { happened, doNext } = explainFault(undo.attempt.fault!);
  expect(happened).toContain('a question about risk');
  expect(doNext).toContain('remove the sheet and say why');
  expect(undo.announcement, 'nothing was undone').toBe('');
});
