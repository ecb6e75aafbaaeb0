import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import AreaCard from './AreaCard.svelte';

it('a click on a piece of evidence opens its person and chooses no area', async () => {
  const [openTab, onchoose] = [vi.fn(), vi.fn()];
  const evidence = sampleView().evidence.find(({ area }) => area === 'dispute')!;
  render(AreaCard, { evidence, chosen: false, onchoose, openTab });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Show Colin (chair of governors) on the map' }));
  expect(openTab.mock.calls).toEqual([['map', 'p07']]);
  expect(onchoose).not.toHaveBeenCalled();
  expect(screen.getByText('The client expects: A proper goodbye')).toBeVisible();
});
