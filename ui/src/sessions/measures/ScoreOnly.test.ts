import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CourseView, Measure } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import SessionPage from '../page/SessionPage.svelte';

let recorded: unknown[];

beforeEach(() => {
  recorded = [];
  mockIPC((command, payload) => {
    if (command === 'record_measure') recorded.push((payload as { entry: unknown }).entry);
    return command === 'load_drafts' ? [] : { touched: [], saved_at: '' };
  });
});

afterEach(clearMocks);

/** The page of session 2, not signed, with one more sheet, on which a measure was chosen. */
async function open(measure: string, sheet?: Partial<Measure>) {
  const view: CourseView = sampleView(6);
  for (const session of view.course.sessions ?? []) delete session.locked_at;
  const slot = view.course.slots.find(({ id }) => id === 'slot-2')!;
  if (sheet) {
    const kept = { id: 'kept', instrument: measure, date: slot.date, session_number: 2, ...sheet };
    view.course.measures!.push(kept);
    if (kept.item9 == null) view.item9_left_out = [kept.id];
  }
  render(SessionPage, { view, slot, today: '2026-03-01', onopen: () => undefined });
  const user = userEvent.setup();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Another measure' }), measure);
  return user;
}

test('the item on risk is recorded with the total', async () => {
  const user = await open('EPDS');
  await user.type(screen.getByLabelText('EPDS total'), '12');
  await user.type(screen.getByLabelText('Answer to item 10, on risk'), '1');
  await user.click(screen.getByRole('button', { name: 'Record EPDS' }));
  await vi.waitFor(() => expect(recorded).toHaveLength(1));
  expect(recorded[0]).toMatchObject({ instrument: 'EPDS', total: 12, item9: 1, items: null });
});

test('an answer outside the range is not recorded, and a missing one stays missing', async () => {
  const user = await open('EPDS');
  await user.type(screen.getByLabelText('EPDS total'), '12');
  const item = screen.getByLabelText('Answer to item 10, on risk');
  await user.type(item, '4');
  expect(screen.getByRole('button', { name: 'Record EPDS' })).toBeDisabled();
  await user.clear(item);
  await user.click(screen.getByRole('button', { name: 'Record EPDS' }));
  await vi.waitFor(() => expect(recorded).toHaveLength(1));
  expect(recorded[0], 'nobody said 0').toMatchObject({ total: 12, item9: null });
});

test('a sheet without its item on risk asks for it, whichever measure is shown', async () => {
  await open('CORE-10', { total: 20 });
  expect(screen.getByText('CORE-10 item 6 not answered. Ask.')).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'GAD-7' }));
  expect(screen.getByText('CORE-10 item 6 not answered. Ask.')).toBeTruthy();
});

test('answers that are kept stay beside the item that is added', async () => {
  const items = [0, 0, 3, 0, 3, 3, 3, 3, 3, 3];
  const user = await open('EPDS', { total: 0, items });
  await user.type(screen.getByLabelText('Answer to item 10, on risk'), '2');
  await user.click(screen.getByRole('button', { name: 'Record EPDS' }));
  await vi.waitFor(() => expect(recorded).toHaveLength(1));
  expect(recorded[0]).toMatchObject({ total: 0, item9: 2, items });
});

test('a measure whose items are known, and one without an item on risk, are not asked for it', async () => {
  await open('BDI-II', { total: 21, items: Array<number>(21).fill(1), item9: 1 });
  expect(screen.queryByLabelText(/on risk/u)).toBeNull();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Another measure' }), 'WHO-5');
  expect(screen.queryByLabelText(/on risk/u)).toBeNull();
});
