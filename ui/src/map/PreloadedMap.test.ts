import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CourseView } from '../backend';
import { emptyView, sampleView } from '../test-support/sampleCourse';
import PreloadedMap from './PreloadedMap.svelte';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  mockIPC((command) => (command === 'person_history' ? { moments: [], mentions: [] } : null));
});
afterEach(() => {
  vi.useRealTimers();
  clearMocks();
});

const drawn = () => document.querySelectorAll('.canvas [data-person]');
const user = () => userEvent.setup({ advanceTimers: (by) => void vi.advanceTimersByTime(by) });

/** The sample case with its first drawing. */
function placedView(): CourseView {
  const view = sampleView();
  const { ring_scheme, positions } = view.course.map_snapshots![0]!;
  return { ...view, glance: { ...view.glance, status: 'active' }, map: { ring_scheme, positions } };
}

/** The sample case with another name for one person. */
function renamed(label: string): CourseView {
  const view = placedView();
  const [first, ...others] = view.course.people ?? [];
  if (!first) throw new Error('the sample case has people');
  return { ...view, course: { ...view.course, people: [{ ...first, label }, ...others] } };
}

it('is prepared soon after its client is opened, and then only shown', async () => {
  const { rerender } = render(PreloadedMap, { view: placedView(), here: false });
  expect(drawn(), 'the map waits for other requests').toHaveLength(0);
  await vi.advanceTimersByTimeAsync(2_000);
  const people = [...drawn()];
  expect(people.length).toBeGreaterThan(10);
  await rerender({ here: true });
  expect([...drawn()]).toEqual(people);
  expect([...drawn()].every((person, index) => person === people[index])).toBe(true);
});

it('appears at once when it is opened sooner', () => {
  render(PreloadedMap, { view: placedView(), here: true });
  expect(drawn().length).toBeGreaterThan(10);
});

it('an empty map focuses the first name only when it is in front', async () => {
  const { rerender } = render(PreloadedMap, { view: emptyView(), here: false });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(screen.getByLabelText('Add person')).not.toHaveFocus();
  await user().keyboard('n');
  expect(screen.getByLabelText('Add person')).not.toHaveFocus();
  await rerender({ here: true });
  expect(screen.getByLabelText('Add person')).toHaveFocus();
});

it('a change made elsewhere is drawn when the map is opened again', async () => {
  const { rerender } = render(PreloadedMap, { view: renamed('Before'), here: true });
  await rerender({ here: false });
  await rerender({ view: renamed('Between') });
  expect(screen.queryByText('Between'), 'the hidden map does not draw the change').toBeNull();
  await rerender({ view: renamed('After') });
  await rerender({ here: true });
  expect(screen.getByText('After')).toBeVisible();
  expect(screen.queryByText('Before')).toBeNull();
});

it('keeps its state, but closes the details', async () => {
  const { rerender } = render(PreloadedMap, { view: placedView(), here: true });
  await user().selectOptions(screen.getByLabelText('Who is shown'), 'work');
  const shown = drawn().length;
  const [person] = drawn();
  (person as HTMLElement).focus();
  await user().keyboard('{Enter}');
  expect(screen.getByRole('complementary')).toBeVisible();
  await rerender({ here: false });
  expect(screen.queryByRole('complementary')).toBeNull();
  await rerender({ here: true });
  expect(screen.queryByRole('complementary')).toBeNull();
  expect(drawn(), 'the filter still hides people').toHaveLength(shown);
  await rerender({ here: false });
  await rerender({ here: true, chosen: person?.getAttribute('data-person') ?? null });
  expect(
    screen.getByRole('complementary'),
    'the panel opens for the person who was chosen elsewhere',
  ).toBeVisible();
});

it('takes no keys while it is behind another tab', async () => {
  const { rerender } = render(PreloadedMap, { view: placedView(), here: true });
  const [person] = drawn();
  (person as HTMLElement).focus();
  // The test environment knows only the property.
  const inert = (element: Element | null): boolean =>
    element instanceof HTMLElement && (element.inert || inert(element.parentElement));
  const reachable = () =>
    [...document.querySelectorAll('button, input, select, [tabindex="0"]')].filter((it) => !inert(it)).length;
  expect(reachable()).toBeGreaterThan(0);
  await rerender({ here: false });
  expect(reachable()).toBe(0);
  expect(document.body).toHaveFocus();
  await rerender({ here: true });
  expect(reachable()).toBeGreaterThan(0);
});
