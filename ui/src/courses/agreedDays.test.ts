import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CourseView } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import AmendContract from './AmendContract.svelte';
import CoursePanels from './CoursePanels.svelte';

afterEach(clearMocks);

const today = '2026-03-01';

/** The commands that the program is asked to carry out. `answers` are those of the commands that only read. */
function listen(answers: Record<string, (args: Record<string, unknown>) => unknown> = {}) {
  const sent: { command: string; args: Record<string, unknown> }[] = [];
  mockIPC((command, given) => {
    const args = given as Record<string, unknown>;
    const answer = answers[command];
    if (answer) return answer(args);
    if (command === 'formats') return [];
    // Drafts are no record.
    if (command.endsWith('_draft')) return null;
    sent.push({ command, args });
    return { touched: [], saved_at: '' };
  });
  return sent;
}

async function write(label: string, day: string) {
  const field = screen.getByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, day);
}

function withDraft(): CourseView {
  const view = sampleView(6);
  const contract = { ...view.course.contract!, agreed_date: null };
  return { ...view, course: { ...view.course, contract } };
}

describe('what was agreed has a day of its own', () => {
  it('proposes today for the contract, and takes another day', async () => {
    const sent = listen();
    render(CoursePanels, { view: withDraft(), today });
    expect(screen.getByLabelText('Agreed on')).toHaveValue('01/03/2026');
    await write('Agreed on', '20/1/2026');
    await userEvent.click(screen.getByRole('button', { name: 'Finalise contract' }));
    expect(sent).toMatchObject([{ command: 'finalise_contract', args: { on: '2026-01-20' } }]);
  });

  it('is not sent while the day is none that has come', async () => {
    const sent = listen();
    render(CoursePanels, { view: withDraft(), today });
    await write('Agreed on', '2/3/2026');
    await userEvent.click(screen.getByRole('button', { name: 'Finalise contract' }));
    expect(sent).toEqual([]);
  });

  it('passes a gate with a reason on the day that is given', async () => {
    const sent = listen();
    const view = sampleView(4);
    render(CoursePanels, { view, today });
    await userEvent.click(screen.getAllByRole('button', { name: 'Pass with a reason' })[0]!);
    await userEvent.type(screen.getByLabelText('Reason for passing now'), 'Crisis.');
    await write('Passed on', '3/2/2026');
    await userEvent.click(screen.getByRole('button', { name: 'Pass the gate' }));
    expect(sent).toMatchObject([
      { command: 'pass_gate', args: { gate: 'G1', pass: { reason: 'Crisis.' }, on: '2026-02-03' } },
    ]);
  });

  it('passes a gate for which nothing is missing, and moves on, on one day', async () => {
    const sent = listen();
    const view = sampleView(4);
    const gates = view.gates.map((gate) => (gate.gate === 'G1' ? { ...gate, missing: [] } : gate));
    render(CoursePanels, { view: { ...view, gates }, today });
    await write('Passed on', '3/2/2026');
    await userEvent.click(screen.getByRole('button', { name: 'Move to the middle phase' }));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent).toMatchObject([
      { command: 'pass_gate', args: { on: '2026-02-03' } },
      { command: 'move_on', args: { on: '2026-02-03' } },
    ]);
  });
});

describe('an amendment', () => {
  it('proposes the end that the program foresees, once the number is typed to its end', async () => {
    const asked: unknown[] = [];
    const sent = listen({
      preview_amendment: ({ plannedSessions }) => {
        asked.push(plannedSessions);
        if (plannedSessions !== 20) throw { code: 'rule_broken', rule: 'below_used', used: 6 };
        return '2026-12-31';
      },
    });
    const view = sampleView(6);
    render(AmendContract, { view, today, onclose: vi.fn() });
    const number = screen.getByLabelText('New number of sessions');
    await userEvent.clear(number);
    await userEvent.type(number, '2');
    await vi.waitFor(() => expect(asked, 'of the half-typed number, too').toContain(2));
    await vi.waitFor(() => expect(screen.getByLabelText('New end date'), 'and not acted on').toHaveValue(''));
    await userEvent.type(number, '0');
    await vi.waitFor(() => expect(screen.getByLabelText('New end date')).toHaveValue('31/12/2026'));
    await userEvent.type(screen.getByLabelText('Reason'), 'A death.');
    await write('Agreed on', '28/2/2026');
    await userEvent.click(screen.getByRole('button', { name: 'Amend contract' }));
    expect(sent).toMatchObject([
      {
        command: 'amend_contract',
        args: { amendment: { on: '2026-02-28', planned_sessions: 20, new_end_date: '2026-12-31' } },
      },
    ]);
  });
});

describe('a concluded course', () => {
  const closed = (next_steps: CourseView['next_steps']): CourseView => {
    const view = sampleView();
    return { ...view, next_steps, glance: { ...view.glance, status: 'closed' } };
  };

  it.each([
    ['is offered to be opened again where that works', [{ step: 'undo_conclusion' as const }], 1],
    ['from a file is not', [], 0],
  ])('%s', (_, next_steps, offers) => {
    listen();
    render(CoursePanels, { view: closed(next_steps), today });
    expect(screen.queryAllByRole('button', { name: 'Open the course again' })).toHaveLength(offers);
  });
});
