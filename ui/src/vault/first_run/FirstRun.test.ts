import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import FirstRun from './FirstRun.svelte';

const chosen = 'seven quiet kettles under Ghent';

afterEach(() => {
  cleanup();
  clearMocks();
});

test('the rehearsal of the sheet is recorded only after it succeeded', async () => {
  const asked: string[] = [];
  mockIPC((command) => {
    asked.push(command);
    if (command === 'judge_passphrase')
      return { score: 4, acceptable: true, problem: null, outer_space: false };
    if (command === 'create_vault') return Array<string>(8).fill('7K3M');
    return command === 'restorable' ? [] : null;
  });
  const user = userEvent.setup();
  render(FirstRun, { onready: vi.fn(), onbackup: vi.fn() });
  await user.click(screen.getByRole('button', { name: 'Make my vault' }));
  await user.type(screen.getByLabelText('Passphrase'), chosen);
  await user.type(screen.getByLabelText('Repeat passphrase'), chosen);
  await user.click(await screen.findByRole('button', { name: 'Create vault' }));
  await user.click(await screen.findByRole('button', { name: 'I have it on paper' }));
  expect(asked, 'a click does not record a rehearsal').not.toContain('recovery_checked');
  for (const box of screen.getAllByRole('textbox')) await user.type(box, '7K3M');
  await user.click(screen.getByRole('button', { name: 'Check' }));
  expect(asked, 'the rehearsal is recorded after two groups').toContain('recovery_checked');
  expect(
    screen.getByRole('heading', { name: 'A second place for backups' }),
    'the wizard goes on',
  ).toBeInTheDocument();
});
