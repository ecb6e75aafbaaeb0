import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { CourseView } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import SessionPage from './SessionPage.svelte';

const none = 'Asked, none reported';
const answer = 'Write what was asked and said';

/** The page of one slot. Item 9 of session 2 was answered with 2 and not asked about, or there is no answer. */
function open(slot: string, flagged: boolean, noted?: string) {
  mockIPC((cmd) => (cmd === 'load_drafts' ? [] : null));
  const view: CourseView = sampleView(6);
  const measure = view.course.measures!.find(
    (one) => one.instrument === 'PHQ-9' && one.session_number === 2,
  )!;
  view.flags = flagged
    ? [
        {
          measure: measure.id,
          instrument: 'PHQ-9',
          item: 9,
          date: measure.date,
          slot: 'slot-2',
          number: 2,
          shares_session: false,
          item9: 2,
          changed: false,
          answer_now: 2,
          level: 'red',
          rise: false,
          open: true,
          review: null,
          reviewed_for: null,
        },
      ]
    : [];
  if (flagged) {
    view.client_risk = 'red';
    measure.item9 = 2;
    measure.items = measure.items!.with(8, 2);
  }
  if (noted !== undefined) {
    const session = { ...view.course.sessions![0]!, slot, locked_at: null, risk_note: noted };
    view.course.sessions = [...view.course.sessions!.filter((one) => one.slot !== slot), session];
  }
  const of = view.course.slots.find((one) => one.id === slot)!;
  return render(SessionPage, { view, slot: of, today: '2026-03-01', onopen: () => undefined });
}

afterEach(clearMocks);

describe('the page of a session', () => {
  it('offers no ready sentence while an answer above 0 to item 9 is open', () => {
    const { unmount } = open('slot-8', false);
    expect(
      screen.queryByRole('button', { name: none }),
      'the ready sentence is offered while no flag is open',
    ).toBeTruthy();
    unmount();
    open('slot-8', true);
    expect(
      screen.queryByRole('button', { name: none }),
      'the ready sentence is not offered while a flag is open',
    ).toBeNull();
  });

  it('offers no ready sentence while a flag of another course of the client is open', () => {
    const view = { ...sampleView(6), client_risk: 'amber' as const };
    const of = view.course.slots.find((one) => one.id === 'slot-8')!;
    mockIPC((cmd) => (cmd === 'load_drafts' ? [] : null));
    render(SessionPage, { view, slot: of, today: '2026-03-01', onopen: () => undefined });
    expect(screen.queryByRole('button', { name: none }), 'this course has no flag').toBeNull();
  });

  it('offers no ready sentence beside an answer above 0 of another measure, reviewed or not', () => {
    const view = sampleView(6);
    const flag = { measure: 'e', date: '2026-03-10', slot: 'slot-8', number: 8, item9: 1, answer_now: 1 };
    const epds = { instrument: 'EPDS', item: 10, level: 'amber', shares_session: false } as const;
    const reviewed = { open: false, changed: false, rise: false, review: 'r', reviewed_for: null };
    view.flags = [{ ...flag, ...epds, ...reviewed }];
    const slot = view.course.slots.find((one) => one.id === 'slot-8')!;
    mockIPC((cmd) => (cmd === 'load_drafts' ? [] : null));
    render(SessionPage, { view, slot, today: '2026-03-11', onopen: () => undefined });
    expect(screen.queryByRole('button', { name: none })).toBeNull();
  });

  it('warns that the ready sentence contradicts an answer above 0', () => {
    const contrary = 'The question about risk was answered above 0. Write what was asked and said.';
    open('slot-8', true, 'Asked. No thoughts of death or self-harm reported.');
    expect(
      screen.getByText(contrary),
      'the warning is shown for a sentence chosen before the answer',
    ).toBeTruthy();
  });

  it('says in a signed note whether it was said that risk was asked about', () => {
    const { unmount } = open('slot-2', false);
    expect(screen.getByText('Suicide and self-harm: not said whether asked')).toBeVisible();
    expect(screen.queryByRole('radio', { name: 'Asked' }), 'a signed note is not changed').toBeNull();
    unmount();
    const view = sampleView(6);
    view.course.sessions!.find((session) => session.slot === 'slot-2')!.risk_asked = true;
    const slot = view.course.slots.find((one) => one.id === 'slot-2')!;
    render(SessionPage, { view, slot, today: '2026-03-01', onopen: () => undefined });
    expect(screen.getByText('Suicide and self-harm: asked')).toBeVisible();
  });

  it('leaves the flag of another session to the strip above the page', () => {
    open('slot-8', true);
    expect(screen.queryByRole('button', { name: answer }), 'the page has no button for that flag').toBeNull();
  });

  it('asks for item 9 under any questionnaire once a PHQ-9 was begun without it', async () => {
    const view = sampleView(6);
    const measure = view.course.measures!.find(
      (one) => one.instrument === 'PHQ-9' && one.session_number === 2,
    )!;
    measure.items = measure.items!.map((answer, nth) => (nth < 5 ? answer : null));
    measure.item9 = null;
    view.item9_left_out = [measure.id];
    const of = view.course.slots.find((one) => one.id === 'slot-2')!;
    mockIPC((cmd) => (cmd === 'load_drafts' ? [] : null));
    render(SessionPage, { view, slot: of, today: '2026-03-01', onopen: () => undefined });
    const asks = 'PHQ-9 item 9 not answered. Ask.';
    expect(screen.getByText(asks), 'the page asks for item 9 after five answers of nine').toBeTruthy();
    await userEvent.click(screen.getByRole('radio', { name: 'GAD-7' }));
    expect(screen.getByText(asks), 'the page asks for item 9 beside GAD-7 too').toBeTruthy();
  });

  it('says under the questionnaire that the answer was changed after it was kept', () => {
    const view = sampleView(6);
    const measure = view.course.measures!.find(
      (one) => one.instrument === 'PHQ-9' && one.session_number === 2,
    )!;
    measure.items = measure.items!.with(8, 0);
    view.flags = [
      {
        measure: measure.id,
        instrument: 'PHQ-9',
        item: 9,
        date: measure.date,
        slot: 'slot-2',
        number: 2,
        shares_session: false,
        item9: 2,
        changed: true,
        answer_now: 0,
        level: 'red',
        rise: false,
        open: true,
        review: null,
        reviewed_for: null,
      },
    ];
    const of = view.course.slots.find((one) => one.id === 'slot-2')!;
    mockIPC((cmd) => (cmd === 'load_drafts' ? [] : null));
    render(SessionPage, { view, slot: of, today: '2026-03-01', onopen: () => undefined });
    expect(screen.getByText('Item 9 was 2 and is 0 now. Ask, and note why it was changed.')).toBeTruthy();
    expect(
      screen.getAllByRole('button', { name: answer }),
      'the page has one button for the flag',
    ).toHaveLength(1);
  });

  it('begins the answer with the risk line of the note, never with the ready sentence', async () => {
    const text = () =>
      screen.getByLabelText<HTMLTextAreaElement>('What was asked, what was said, what was done');
    const { unmount } = open('slot-2', true, 'Asked. Passing thoughts, no plan.');
    await userEvent.click(screen.getByRole('button', { name: answer }));
    expect(text().value, 'the risk line of the note begins the answer').toBe(
      'Asked. Passing thoughts, no plan.',
    );
    unmount();
    open('slot-2', true, 'Asked. No thoughts of death or self-harm reported.');
    await userEvent.click(screen.getByRole('button', { name: answer }));
    expect(text().value, 'the ready sentence does not begin the answer').toBe('');
  });

  it('lets its own flag be answered after the note is signed', () => {
    open('slot-2', true);
    expect(screen.queryByRole('button', { name: 'Sign note' }), 'the note is signed').toBeNull();
    expect(
      screen.getAllByRole('button', { name: answer }),
      'the page has one button for the flag',
    ).toHaveLength(1);
    expect(
      screen.getByRole('button', { name: 'Write a risk entry' }),
      'the page offers a risk entry',
    ).toBeTruthy();
  });
});
