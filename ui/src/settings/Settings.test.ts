import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { drafts, type Settings as Chosen } from '../backend';
import CrisisNumbersForm from './CrisisNumbersForm.svelte';
import Settings from './Settings.svelte';

afterEach(() => {
  cleanup();
  drafts.forget();
  clearMocks();
});

const settings: Chosen = {
  theme: 'system',
  lock_minutes: 5,
  hide_from_capture: true,
  text_size: 100,
  single_keys: true,
};

function open() {
  const saved: unknown[] = [];
  mockIPC((command, payload) => {
    if (command !== 'save_settings') return new Promise(() => undefined);
    saved.push((payload as { settings: Chosen }).settings);
    return (payload as { settings: Chosen }).settings;
  });
  const nothing = createRawSnippet(() => ({ render: () => '<p></p>' }));
  render(Settings, {
    makePassphrase: nothing,
    sheet: nothing,
    settings,
    vault: null,
    onsaved: vi.fn(),
    onpassphrase: vi.fn(),
  });
  return { saved, minutes: screen.getByLabelText<HTMLInputElement>(/Lock after minutes/) };
}

test('emptied minutes are not kept, and those in force are shown again', async () => {
  const { saved, minutes } = open();
  await userEvent.clear(minutes);
  await userEvent.tab();
  expect(saved).toEqual([]);
  expect(minutes).toHaveValue(5);
});

test('size and single keys are saved as chosen', async () => {
  const { saved } = open();
  await userEvent.click(screen.getByLabelText('150 %'));
  await userEvent.click(screen.getByLabelText('Letters and digits alone are shortcuts'));
  expect(saved).toEqual([
    { ...settings, text_size: 150 },
    { ...settings, single_keys: false },
  ]);
});

test('crisis numbers are saved by a line each, and what is typed outlasts the page', async () => {
  const sent: unknown[] = [];
  mockIPC((command, payload) => {
    if (command === 'crisis_numbers') return ['Night line 0800 000 000'];
    if (command === 'save_crisis_numbers') sent.push(payload);
    return command === 'save_crisis_numbers' ? (payload as { lines: string[] }).lines : null;
  });
  const area = () => screen.getByLabelText<HTMLTextAreaElement>('Whom to ring in a crisis');
  const { unmount } = render(CrisisNumbersForm);
  await vi.waitFor(() => expect(area()).toHaveValue('Night line 0800 000 000'));
  expect(screen.getByRole('button'), 'nothing is changed').toBeDisabled();
  await userEvent.type(area(), '{Enter}Dr Rao 0113 496 0000');
  unmount();
  render(CrisisNumbersForm);
  await userEvent.click(screen.getByRole('button', { name: 'Save the numbers' }));
  expect(sent).toEqual([{ lines: ['Night line 0800 000 000', 'Dr Rao 0113 496 0000'] }]);
});
