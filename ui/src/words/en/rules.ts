import type { RuleBroken } from '../../backend/backend';
import { dayOf, fullDay } from '../dates';
import { phases } from './phases';
import type { Explanation } from './explanation';
import { tasks } from './tasks';

type Words = { [R in RuleBroken as R['rule']]: Explanation | ((broken: R) => Explanation) };

const limit = 'The time limit is part of the treatment.';
const signed = 'A signed note stays as it was when the hour was fresh.';
const gone = 'Go back and look again; it may have been undone.';

const explanations: Words = {
  concluded: {
    happened: 'This course is concluded.',
    why: 'What is finished stays as it was.',
    doNext:
      'Addenda, risk notes, contacts and follow-ups can still be written. For more sessions begin a new course.',
  },
  no_sessions_left: ({ planned }) => ({
    happened: `All ${planned} sessions of the contract are used.`,
    why: limit,
    doNext: 'If there is a reason for more, amend the contract first.',
  }),
  above_ceiling: ({ ceiling }) => ({
    happened: `This format goes up to ${ceiling} sessions.`,
    why: limit,
    doNext: 'Conclude this course; more is a new course with its own contract.',
  }),
  below_least: ({ least }) => ({
    happened: `This format has at least ${least} sessions.`,
    doNext: 'Take a shorter format, or your own.',
  }),
  below_used: ({ used }) => ({
    happened: `${used} sessions are used already.`,
    doNext: `The new number is ${used} or more.`,
  }),
  sessions_unsaid: {
    happened: 'This format has no usual number.',
    doNext: 'Say how many sessions there will be.',
  },
  unknown_slot: { happened: 'This session is no longer here.', doNext: gone },
  already_recorded: { happened: 'This session is recorded already.', doNext: 'It can be corrected.' },
  not_recorded: { happened: 'This session is not recorded yet.', doNext: 'Record what became of it first.' },
  not_yet: ({ date }) => ({
    happened: `${fullDay(date)} has not come yet.`,
    doNext: 'Until then it can be cancelled or moved, and its note can be prepared.',
  }),
  day_ahead: ({ date }) => ({
    happened: `${fullDay(date)} has not come yet.`,
    doNext: 'Give the day on which it was agreed or done.',
  }),
  earlier_slot_open: ({ date }) => ({
    happened: `The session of ${dayOf(date)} is still open.`,
    why: 'Session numbers follow the order of the hours.',
    doNext: 'Record that one first. The note of this one can be written meanwhile.',
  }),
  later_slot_recorded: {
    happened: 'A later session is recorded already.',
    doNext: 'Correct this one with a reason; it cannot be planned again.',
  },
  new_date_needed: { happened: 'The new day is missing.', doNext: 'Choose the day it moves to.' },
  counts_undecided: {
    happened: 'The contract leaves it to you whether this one counts.',
    doNext: 'Say whether it uses up a session.',
  },
  time_taken: { happened: 'There is a session at that time already.', doNext: 'Choose another time or day.' },
  not_a_time: { happened: 'This is not a time of day.', doNext: 'Write it like 14:30.' },
  date_out_of_range: { happened: 'This date cannot be right.', doNext: 'Dates go from 1900 to 9999.' },
  out_of_range: ({ least, most }) => ({
    happened: 'This number is out of range.',
    doNext: `It goes from ${least} to ${most}.`,
  }),
  break_off_series: ({ date }) => ({
    happened: `There is no session on ${fullDay(date)} to leave out.`,
    doNext: 'A break falls on a day of the series.',
  }),
  slot_moved: { happened: 'This session was moved.', doNext: 'Open the day it was moved to.' },
  slot_void: {
    happened: 'This session was entered in error.',
    why: 'What stands in it counts nowhere, so a new sheet would be lost.',
    doNext: 'Record it in the session that took place.',
  },
  reason_needed: {
    happened: 'A reason is needed here.',
    why: 'Whoever reads the record later should understand it.',
    doNext: 'A few words are enough.',
  },
  text_too_long: ({ most }) => ({
    happened: `A text has at most ${most} characters.`,
    doNext: 'Shorten it, or keep a part of it elsewhere.',
  }),
  text_needed: { happened: 'There is nothing written yet.', doNext: 'Write a few words first.' },
  note_signed: {
    happened: 'This note is signed.',
    why: signed,
    doNext: 'Write an addendum. If it was entered in error, it can be struck through with a reason.',
  },
  note_not_signed: { happened: 'This note is not signed yet.', doNext: 'It can still be changed directly.' },
  note_struck: {
    happened: 'This note is struck through.',
    doNext: 'It stays readable; an addendum can be written.',
  },
  not_held: {
    happened: 'This session was not held.',
    doNext: 'Only a session that was held has a signed note.',
  },
  not_missed: {
    happened: 'This session was not missed, cancelled or moved.',
    doNext: 'Write into its note instead.',
  },
  no_contract: { happened: 'There is no contract yet.', doNext: 'Draft the contract first.' },
  contract_final: {
    happened: 'The contract is final.',
    why: 'A change of the agreement is made openly, not silently.',
    doNext: 'Amend it, with a reason.',
  },
  too_early: ({ earliest }) => ({
    happened: 'This day is too early.',
    doNext: `The earliest day is ${fullDay(earliest)}.`,
  }),
  gate_closed: ({ gate, missing }) => ({
    happened: `${phases.gate[gate]}: still open are ${missing.map(missingWords).join(' · ')}.`,
    why: 'A phase ends when its work is done, not when its weeks are over.',
    doNext: 'Do what is missing, or pass the gate with a reason that stays in the record.',
  }),
  gate_falls_away: { happened: 'This course has no such gate.', doNext: 'There is nothing to pass.' },
  gate_already_passed: { happened: 'This gate is passed already.', doNext: 'Go on.' },
  wrong_phase: ({ phase }) => ({
    happened: `Not in this phase (${phases.phase[phase].toLowerCase()}).`,
    why: 'Phases only go forward.',
    doNext: 'Look at what this phase offers.',
  }),
  sessions_left: ({ left }) => ({
    happened: left === 1 ? 'One session is left.' : `${left} sessions are left.`,
    why: 'A planned ending comes after the last session.',
    doNext: 'Choose another kind of ending, or hold what is left.',
  }),
  conclusion_stands: { happened: 'The conclusion can no longer be undone.', doNext: 'Begin a new course.' },
  not_concluded: { happened: 'The course is not concluded.', doNext: 'Conclude it first.' },
  unknown_task: { happened: 'There is no such task.', doNext: gone },
  unknown_technique: { happened: 'There is no such technique.', doNext: gone },
  unknown_person: { happened: 'This person is no longer here.', doNext: gone },
  person_in_use: ({ places }) => ({
    happened:
      places === 1
        ? 'This person is mentioned in one place.'
        : `This person is mentioned in ${places} places.`,
    doNext: 'Take them off the map instead; the entry stays.',
  }),
  not_on_map: { happened: 'This person is not on the map.', doNext: 'Place them first.' },
  tie_to_self: { happened: 'A tie needs two people.', doNext: 'Choose somebody else.' },
  unknown_tie: { happened: 'This tie is no longer on the map.', doNext: gone },
  unknown_map_note: { happened: 'This note is no longer on the map.', doNext: gone },
  ring_count: { happened: 'A map has three to five rings.', doNext: 'Add or take away a ring.' },
  ring_in_use: ({ people }) => ({
    happened:
      people === 1
        ? 'Somebody stands in the outermost ring, or is felt or wished there.'
        : `${people} people stand in the outermost ring, or are felt or wished there.`,
    why: 'Nobody is put in a ring that was not chosen.',
    doNext: 'Move them first.',
  }),
  unknown_version: { happened: 'This version of the map is no longer here.', doNext: gone },
  unknown_event: { happened: 'This event is no longer here.', doNext: gone },
  event_in_use: { happened: 'This event is part of the formulation.', doNext: 'Take it out there first.' },
  not_a_date: {
    happened: 'This is not a date of that kind.',
    doNext: 'Write it as precisely as it is known.',
  },
  no_focus: { happened: 'No focus is agreed yet.', doNext: 'Agree one first.' },
  focus_agreed: {
    happened: 'A focus is agreed already.',
    why: 'One focus at a time holds a short therapy together.',
    doNext: 'Change it, with a reason; the old one is kept.',
  },
  too_many_goals: ({ most }) => ({
    happened: `A course has at most ${most} goals.`,
    why: 'Few goals can be reached in the time there is.',
    doNext: 'Reword one, or remove one.',
  }),
  last_goal: { happened: 'The last goal stays.', doNext: 'Reword it, or add another one first.' },
  unknown_goal: { happened: 'This goal is no longer here.', doNext: gone },
  goal_in_use: { happened: 'This goal is part of the ending review.', doNext: 'It stays.' },
  unknown_risk_review: { happened: 'This risk review is no longer here.', doNext: gone },
  risk_acknowledged: { happened: 'This risk review is acknowledged.', doNext: 'Write a new one.' },
  id_in_use: { happened: 'This was added already.', doNext: 'Look again.' },
  unknown_measure: { happened: 'This sheet is no longer here.', doNext: gone },
  measure_invalid: { happened: 'These answers cannot be scored.', doNext: 'Check each answer.' },
};

/** The name of a condition that a gate needs: a task, or a code of its own. */
export function missingWords(code: string): string {
  return tasks[code] ?? phases.missing[code] ?? code;
}

/** Says which rule refused a change, why IPT has it, and what can be done now. */
export function explainRule(broken: RuleBroken): Explanation {
  const words = explanations[broken.rule] as Explanation | ((broken: RuleBroken) => Explanation);
  return typeof words === 'function' ? words(broken) : words;
}
