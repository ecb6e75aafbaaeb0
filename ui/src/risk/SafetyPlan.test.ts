import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { drafts, type CourseView, type SafetyPlan as Plan } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { choosePeople, draftOf, formOf } from './planForm';
import SafetyPlan from './SafetyPlan.svelte';

const view = sampleView(6);
const [one, other] = view.course.people!;

const plan: Plan = {
  version: 2,
  created: '2026-02-17',
  reviewed: ['2026-02-20'],
  warning_signs: ['staying indoors', 'not eating'],
  on_my_own: ['walk'],
  distraction_people_places: [
    { person_id: one!.id, text: 'cards' },
    { person_id: null, text: 'the library' },
  ],
  ask_for_help: [{ person_id: other!.id, phone: '07700 900123' }],
  professionals: [{ name: 'Night line', phone: '0800 000 000' }],
  safer_surroundings: ['tablets with her sister'],
  copies: ['herself'],
  likelihood_to_use_0_10: 7,
  earlier: [{ version: 1, created: '2026-02-03', on_my_own: ['baking'] }],
};

function open(part: Partial<CourseView['course']> = {}, status: 'active' | 'closed' = 'active') {
  const sent: [string, unknown][] = [];
  mockIPC((cmd, args) => {
    sent.push([cmd, args]);
    return cmd === 'load_drafts' ? [] : { touched: [], saved_at: '' };
  });
  const shown = { ...view, course: { ...view.course, ...part }, glance: { ...view.glance, status } };
  const page = render(SafetyPlan, { view: shown, onclose: () => undefined });
  return { sent, page };
}

afterEach(() => {
  cleanup();
  drafts.forget();
  clearMocks();
});

describe('the safety plan', () => {
  it('shows six steps with people by name, and the versions before', () => {
    open({ safety_plan: plan });
    expect(screen.getByText('Version 2, 17 February 2026.')).toBeTruthy();
    expect(screen.getByText('Looked at together: 20 February 2026.')).toBeTruthy();
    for (const entry of [`${one!.label}, cards`, `${other!.label}, 07700 900123`, 'Night line, 0800 000 000'])
      expect(screen.getByText(entry)).toBeTruthy();
    expect(screen.getByText('Version 1, 3 February 2026.')).toBeTruthy();
    expect(screen.getByText('baking'), 'of the first version').toBeTruthy();
  });

  it('is not sent when nothing is changed', async () => {
    const { sent } = open({ safety_plan: plan });
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(sent.map(([cmd]) => cmd)).not.toContain('save_safety_plan');
    expect(screen.getByRole('button', { name: 'Change' }), 'it is read again').toBeVisible();
  });

  it('is begun with a line for each entry, and keeps what is typed when it is closed', async () => {
    const { page } = open({ safety_plan: null });
    await userEvent.click(screen.getByRole('button', { name: 'Write the plan' }));
    await userEvent.type(screen.getByLabelText('1 Warning signs'), 'staying indoors{Enter}not eating');
    page.unmount();
    const { sent } = open({ safety_plan: null });
    expect(screen.getByText('Something was begun here and is not saved yet.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Write the plan' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const saved = sent.find(([cmd]) => cmd === 'save_safety_plan')?.[1];
    expect(saved).toMatchObject({ plan: { warning_signs: ['staying indoors', 'not eating'], copies: [] } });
  });

  it('is only read once the course is concluded', () => {
    open({ safety_plan: plan }, 'closed');
    expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
    expect(screen.getByText('walk')).toBeTruthy();
  });

  it('keeps what is written about a person who stays chosen', () => {
    const before = formOf(plan).helping;
    expect(choosePeople(before, [one!.id, other!.id])).toEqual([
      { id: one!.id, text: '' },
      { id: other!.id, text: '07700 900123' },
    ]);
    expect(draftOf(formOf(null)).likelihood_to_use_0_10, 'nobody said').toBeNull();
  });
});
