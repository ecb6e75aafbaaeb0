import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ClientCheck, OpenFlag } from '../backend';
import FlagList from './FlagList.svelte';

const open: OpenFlag = {
  client_id: 'client-1',
  course_id: 'course-1',
  name: 'Ruth',
  flag: {
    measure: 'm1',
    instrument: 'PHQ-9',
    item: 9,
    date: '2026-01-20',
    slot: 'slot-2',
    number: 2,
    shares_session: false,
    item9: 1,
    changed: false,
    answer_now: 1,
    level: 'amber',
    rise: false,
    open: true,
    review: null,
    reviewed_for: null,
  },
};

it('says whose item 9 is to be answered and opens the course of the flag', async () => {
  const onopen = vi.fn();
  render(FlagList, { flags: [open], checks: [], onopen });
  const list = screen.getByRole('list', { name: 'Answers to ask about' });
  expect(list).toHaveTextContent(/Ruth.*Item 9 is 1.*PHQ-9 of session 2, 20 January 2026/su);
  await userEvent.click(screen.getByRole('button'));
  expect(onopen).toHaveBeenCalledWith('client-1', 'course-1');
});

it('says whom to ask again and how long it is overdue, and opens the course', async () => {
  const onopen = vi.fn();
  const due = (course_id: string, name: string, check: ClientCheck['check']) => ({
    client_id: `of ${course_id}`,
    course_id,
    name,
    check,
  });
  const checks = [
    due('course-1', 'Ruth', { on: '2026-01-20', due: 'overdue' }),
    due('course-2', 'Sam', { on: '2026-01-21', due: 'today' }),
  ];
  render(FlagList, { flags: [], checks, onopen });
  const list = screen.getByRole('list', { name: 'Days to ask again' });
  expect(list).toHaveTextContent(/Ruth.*The day to ask again was 20 January 2026.*Sam.*Ask again today/su);
  await userEvent.click(screen.getByRole('button', { name: /Sam/u }));
  expect(onopen).toHaveBeenCalledWith('of course-2', 'course-2');
});
