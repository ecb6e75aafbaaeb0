import type { RiskCheck, RiskFlag } from '../../backend';
import { dayOf, fullDay } from '../dates';

const amber = 'Item 9 is 1. Ask now, and note what was said.';
const red = (answer: number) => `Item 9 is ${answer}. Ask now; note the outcome and the plan.`;

/** Texts about PHQ-9 item 9 and about risk entries. */
export const risk = {
  flag: {
    amber,
    red,
    what: ({ open, changed, item9, answer_now, level }: RiskFlag) => {
      if (changed) {
        const now = answer_now === null ? 'has no answer now' : `is ${answer_now} now`;
        return open
          ? `Item 9 was ${item9} and ${now}. Ask, and note why it was changed.`
          : `Item 9 was ${item9} and ${now}.`;
      }
      if (!open) return `Item 9 is ${item9}.`;
      return level === 'amber' ? amber : red(item9);
    },
    waiting: 'Kept as soon as the questionnaire is left.',
    rise: 'higher than last time',
    of: (date: string, number: number | null) =>
      number === null ? `PHQ-9 of ${fullDay(date)}` : `PHQ-9 of session ${number}, ${fullDay(date)}`,
    raised: (before: number) => `Reviewed when it was ${before}, not for the higher answer.`,
    reviewed: (date: string) => `Reviewed ${dayOf(date)}`,
    answer: 'Write what was asked and said',
    open: 'Item 9 to be answered',
    below: 'Answered on this page, under the questionnaire.',
  },
  asked: {
    label: 'Suicide and self-harm',
    yes: 'Asked',
    no: 'Not asked',
    unsaid: 'not said whether asked',
    said: (asked: boolean) => (asked ? 'asked' : 'not asked'),
  },
  entry: {
    add: 'Write a risk entry',
    heading: 'Risk entry',
    text: 'What was asked, what was said, what was done',
    hint: 'Thoughts, how often and how lately, plan, means, intent, what protects, who was told',
    day: 'Day of the conversation',
    time: 'Time',
    asked: 'Suicide and self-harm were asked about',
    closedUnasked: 'The flag is then answered, though nobody asked. Say why in the text.',
    covers: (date: string, answer: number) => `Answers item 9 of ${fullDay(date)}: ${answer}`,
    next: 'Next',
    check: 'Ask again on a day',
    close: 'Nothing more to ask',
    checkOn: 'Ask again on',
    closeReason: 'The text says why nothing is to be asked again.',
    checkStays: (day: string) => `“Ask again on ${fullDay(day)}” stays until an entry says otherwise.`,
    review: 'Reviewed',
    save: 'Keep risk entry',
    cancel: 'Cancel',
  },
  written: (date: string, time: string | null) => (time ? `${fullDay(date)}, ${time}` : fullDay(date)),
  ofSession: (number: number | null, date: string) =>
    number === null ? `Note of ${fullDay(date)}` : `Note of session ${number}, ${fullDay(date)}`,
  ofEnding: (date: string) => `Review at the end, ${fullDay(date)}`,
  contact: (name: string, relation?: string | null, phone?: string | null) =>
    `Emergency contact: ${[name, relation, phone].filter(Boolean).join(', ')}`,
  check: ({ on, due }: RiskCheck) => {
    switch (due) {
      case 'later':
        return `Ask again on ${fullDay(on)}`;
      case 'today':
        return 'Ask again today';
      case 'overdue':
        return `Overdue: to be asked on ${fullDay(on)}`;
    }
  },
  checks: 'Days to ask again',
  askedAgain: 'Write what was asked and said',
  askAgainOn: (day: string) => `Ask again on ${fullDay(day)}.`,
  closed: 'closed',
  last: (day: string, time: string | null) => `Last entry ${time ? `${fullDay(day)}, ${time}` : fullDay(day)}`,
  acknowledge: 'Reviewed',
  waiting: 'Written, and not yet acknowledged: the flag is still open.',
  earlier: (count: number) => (count === 1 ? '1 earlier entry' : `${count} earlier entries`),
};
