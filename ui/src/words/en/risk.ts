import type { RiskCheck, RiskFlag } from '../../backend';
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
  asked: {
    label: 'Suicide and self-harm',
    yes: 'Asked',
    no: 'Not asked',
    unsaid: 'not said whether asked',
    /** In a note that is signed. */
    of: (asked: boolean | null): string =>
      `Suicide and self-harm: ${asked === null ? risk.asked.unsaid : risk.asked.said(asked)}`,
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
    covers: ({ instrument, item, date, item9 }: RiskFlag) =>
      `Answers ${instrument} item ${item} of ${fullDay(date)}: ${item9}`,
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
  begun: {
    what: 'A risk entry was begun and not kept. The flag or the day that it was for is no longer open.',
    resume: 'Go on writing',
    discard: 'Discard it',
  },
  help: {
    label: 'Help and contacts',
    plan: 'Safety plan',
    contact: 'Emergency contact',
    numbers: 'Crisis numbers',
    noNumbers: 'None written down yet.',
    fromSettings: 'You write them down in Settings. Kith brings none of its own, and calls nobody.',
    name: 'Name',
    relation: 'Relation to the client',
    phone: 'Telephone',
    noPhone: 'No telephone number.',
    change: 'Change',
    save: 'Save',
    takeOut: 'Take out',
  },
  plan: {
    title: 'Safety plan',
    none: 'No safety plan was written in this course.',
    begin: 'This course has no safety plan yet. Write it with the client, in their words.',
    lines: 'In the client’s words, a line for each entry.',
    signs: '1 Warning signs',
    own: '2 Things I can do alone',
    places: '3 People and places that take my mind off it',
    placesPeople: 'People of the map, for step 3',
    withWhom: (name: string) => `With ${name}`,
    helping: '4 People I can ask for help',
    helpingPeople: 'People of the map, for step 4',
    phoneOf: (name: string) => `Telephone of ${name}`,
    professionals: '5 Professionals and agencies',
    addProfessional: 'Add a professional or agency',
    name: 'Name',
    phone: 'Telephone',
    surroundings: '6 Making my surroundings safer',
    begunChange: 'Something was begun here and is not saved yet.',
    copies: 'Who has a copy',
    copiesWith: (people: readonly string[]) => `Copies: ${people.join(', ')}.`,
    likely: 'How likely I am to use it, 0 to 10',
    likelyIs: (likely: number) => `How likely to be used, 0 to 10: ${likely}.`,
    nothing: 'nothing written',
    version: (version: number, day: string) => `Version ${version}, ${day}.`,
    lookedAt: (days: readonly string[]) => `Looked at together: ${days.join(', ')}.`,
    notLookedAt: 'Not looked at together since.',
    review: 'Looked at together today',
    change: 'Change',
    write: 'Write the plan',
    save: 'Save',
    discard: 'Discard changes',
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
        return `The day to ask again was ${fullDay(on)}; no entry names another`;
    }
  },
  checks: 'Days to ask again',
  askAgainOn: (day: string) => `Ask again on ${fullDay(day)}.`,
  closed: 'closed',
  last: (day: string, time: string | null) =>
    `Last entry ${time ? `${fullDay(day)}, ${time}` : fullDay(day)}`,
  noText: 'No text.',
  acknowledge: 'Reviewed',
  waiting: 'Written, and not yet acknowledged: the flag is still open.',
  earlier: (count: number) => (count === 1 ? '1 earlier entry' : `${count} earlier entries`),
};
