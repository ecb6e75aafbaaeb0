import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { emptyView } from '../test-support/sampleCourse';
import ChooseFocus from './ChooseFocus.svelte';

afterEach(clearMocks);

it('agrees the focus today, or on the day that is given', async () => {
  const sent: unknown[] = [];
  mockIPC((command, args) => {
    if (command === 'agree_focus') sent.push((args as { on: string }).on);
    return { touched: [], saved_at: '' };
  });
  const user = userEvent.setup();
  render(ChooseFocus, { view: emptyView(), today: '2026-03-01', changing: false, onclose: vi.fn() });
  const fill = async () => {
    await user.click(screen.getByRole('button', { name: /^Choose grief/iu }));
    await user.type(screen.getByLabelText('Situation'), 'Her mother died.');
  };
  await fill();
  const agree = screen.getByRole('button', { name: 'Agree focus' });
  await user.click(agree);
  await vi.waitFor(() => expect(sent, 'today is proposed').toEqual(['2026-03-01']));
  // The form no longer has a text that is recorded.
  await vi.waitFor(() => expect(agree).toBeDisabled());
  await fill();
  await user.clear(screen.getByLabelText('Agreed on'));
  expect(agree, 'not without a day').toBeDisabled();
  await user.type(screen.getByLabelText('Agreed on'), '3/2/2026');
  await user.click(agree);
  await vi.waitFor(() => expect(sent).toEqual(['2026-03-01', '2026-02-03']));
});
