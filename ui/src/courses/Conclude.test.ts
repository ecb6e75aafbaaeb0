import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Conclusion } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import Conclude from './Conclude.svelte';

afterEach(clearMocks);

/** The dialog over a course under way; the first presses are refused. */
function open(refusals = 0) {
  const asked: string[] = [];
  const sent: Conclusion[] = [];
  let left = refusals;
  mockIPC((command, args) => {
    // Drafts are no record.
    if (!command.endsWith('_draft')) asked.push(command);
    if (command !== 'conclude') return null;
    sent.push((args as { conclusion: Conclusion }).conclusion);
    if (left-- > 0)
      throw { code: 'rule_broken', rule: 'gate_closed', gate: 'G4', missing: ['word_to_client'] };
    return { touched: [], saved_at: '' };
  });
  const onclose = vi.fn();
  render(Conclude, { view: sampleView(6), today: '2026-03-01', open: true, onclose });
  return { asked, sent, onclose, user: userEvent.setup() };
}

const stopped = (user: ReturnType<typeof userEvent.setup>) =>
  user.selectOptions(screen.getByLabelText('How did it end?'), 'The client stopped coming');
const conclude = () => screen.getByRole('button', { name: 'Conclude course' });

it('sends risk at the end with the conclusion and in no other way', async () => {
  const { asked, sent, onclose, user } = open(3);
  await stopped(user);
  await user.type(screen.getByLabelText('Risk at the end'), 'Told me by telephone: none.');
  for (let press = 1; press <= 4; press += 1) {
    await user.click(conclude());
    await vi.waitFor(() => expect(sent).toHaveLength(press));
  }
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  expect(new Set(asked), 'no other command is sent').toEqual(new Set(['conclude']));
  expect(sent[3]?.risk, 'the text is sent, and no answer to whether risk was asked').toEqual({
    asked: null,
    text: 'Told me by telephone: none.',
  });
});

it('concludes on today, or on the day that is given', async () => {
  const { sent, user } = open(1);
  await stopped(user);
  await user.click(conclude());
  await vi.waitFor(() => expect(sent[0]?.on, 'today is proposed').toBe('2026-03-01'));
  await user.clear(screen.getByLabelText('Concluded on'));
  await user.type(screen.getByLabelText('Concluded on'), '27/2/2026');
  await user.click(conclude());
  await vi.waitFor(() => expect(sent[1]?.on).toBe('2026-02-27'));
});

it('says that risk was asked about where the therapist says so', async () => {
  const { sent, user } = open();
  await stopped(user);
  expect(
    screen.queryByRole('checkbox', { name: /asked about/u }),
    'nothing asks whether risk was asked about before a text is written',
  ).toBeNull();
  await user.type(screen.getByLabelText('Risk at the end'), 'None.');
  await user.click(screen.getByRole('checkbox', { name: 'Suicide and self-harm were asked about' }));
  await user.click(conclude());
  await vi.waitFor(() => expect(sent[0]?.risk).toEqual({ asked: true, text: 'None.' }));
});

it('asks of a death who told it and who was informed, and nothing of risk', async () => {
  const { sent, user } = open();
  await user.type(screen.getByLabelText('Risk at the end'), 'left over');
  await user.selectOptions(screen.getByLabelText('How did it end?'), 'The client died');
  expect(screen.queryByLabelText('Risk at the end'), 'the form does not ask about risk').toBeNull();
  expect(
    screen.queryByText(/word to the client/u),
    'the form does not ask for a word to the client',
  ).toBeNull();
  await user.type(screen.getByLabelText('Who told you'), 'Her sister');
  await user.type(screen.getByLabelText('Told on'), '2026-02-27');
  await user.type(screen.getByLabelText('Supervisor informed on'), '2026-02-28');
  await user.click(conclude());
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    end_type: 'died',
    risk: null,
    death: {
      told_by: 'Her sister',
      told_on: '2026-02-27',
      supervisor_informed_on: '2026-02-28',
      insurer_informed_on: null,
      family_contact: null,
    },
  });
});

it('does not guess how the course ended', async () => {
  const { asked, user } = open();
  expect(conclude(), 'nobody said it yet').toBeDisabled();
  await user.click(conclude());
  expect(asked, 'nothing is recorded').toEqual([]);
  await stopped(user);
  expect(conclude()).toBeEnabled();
});
