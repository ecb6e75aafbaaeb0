import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { BeginPlan, ClientView, FormatOffer } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import BeginCourse from './BeginCourse.svelte';

afterEach(clearMocks);

const standard: Partial<FormatOffer> = {
  id: 'ipt-16',
  least: 16,
  usual: 16,
  ceiling: 20,
  minutes: [50, 60],
  cadence: 'weekly',
};

function begin(status: 'active' | 'closed') {
  const sent: BeginPlan[] = [];
  mockIPC((command, args) => {
    if (command === 'formats') return [standard];
    if (command !== 'begin_course') return null;
    sent.push((args as { plan: BeginPlan }).plan);
    return { id: 'new', touched: [], saved_at: '' };
  });
  const { glance, course } = sampleView(6);
  const client: ClientView = {
    id: 'client-1',
    client: course.client,
    archived: false,
    courses: [{ id: 'first', glance: { ...glance, status } }],
    current: 'first',
    flags: [],
    checks: [],
  };
  render(BeginCourse, { client, today: '2026-03-02', onbegun: vi.fn(), oncancel: vi.fn() });
  return { sent, user: userEvent.setup() };
}

const button = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Begin course' });

it('asks why a second course begins while one is open', async () => {
  const { sent, user } = begin('active');
  expect(await button(), 'the course cannot begin without a reason').toBeDisabled();
  await user.type(screen.getByLabelText(/is still open .* Why a second one/u), 'A new episode.');
  await user.click(await button());
  await vi.waitFor(() => expect(sent[0]?.second_course_reason).toBe('A new episode.'));
});

it('asks nothing after a concluded course', async () => {
  const { sent, user } = begin('closed');
  await user.click(await button());
  await vi.waitFor(() => expect(sent[0]?.second_course_reason).toBeNull());
});
