import type { RiskFlag } from '../../backend';
import { dayOf, fullDay } from '../dates';

/** The item on risk of a measure, and its answer. */
type Answered = Pick<RiskFlag, 'item' | 'level'> & { answer: number };

const said = ({ item, level, answer }: Answered) =>
  level === 'amber'
    ? `Item ${item} is ${answer}. Ask now, and note what was said.`
    : `Item ${item} is ${answer}. Ask now; note the outcome and the plan.`;

/** Texts about the items on risk of measures, such as item 9 of the PHQ-9, and about risk entries. */
export const risk = {
  flag: {
    said,
    what: ({ open, changed, item, item9, answer_now, level }: RiskFlag) => {
      if (changed) {
        const now = answer_now === null ? 'has no answer now' : `is ${answer_now} now`;
        return open
          ? `Item ${item} was ${item9} and ${now}. Ask, and note why it was changed.`
          : `Item ${item} was ${item9} and ${now}.`;
      }
      return open ? said({ item, level, answer: item9 }) : `Item ${item} is ${item9}.`;
    },
    waiting: 'Kept as soon as the questionnaire is left.',
    rise: 'higher than last time',
    of: ({ instrument, date, number }: RiskFlag) =>
      number === null
        ? `${instrument} of ${fullDay(date)}`
        : `${instrument} of session ${number}, ${fullDay(date)}`,
    raised: (before: number) => `Reviewed when it was ${before}, not for the higher answer.`,
    reviewed: (date: string) => `Reviewed ${dayOf(date)}`,
    answer: 'Write what was asked and said',
    open: 'Answers to ask about',
    below: 'Answered on this page, under the questionnaire.',
  },
  entry: {
    add: 'Write a risk entry',
    heading: 'Risk entry',
    text: 'What was asked, what was said, what was done',
    hint: 'Thoughts, how often and how lately, plan, means, intent, what protects, who was told',
    day: 'Day of the conversation',
    time: 'Time',
    asked: 'Suicide and self-harm were asked about',
    covers: ({ instrument, item, date, item9 }: RiskFlag) =>
      `Answers ${instrument} item ${item} of ${fullDay(date)}: ${item9}`,
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
  earlier: (count: number) => (count === 1 ? '1 earlier entry' : `${count} earlier entries`),
};
