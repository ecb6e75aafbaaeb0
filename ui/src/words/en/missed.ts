import type { ContactResult, MissedCause, MissedNotice, SameDayContact } from '../../backend/backend';

const notices: Record<MissedNotice, string> = {
  no_message: 'no message',
  phone: 'phone',
  text: 'text',
  email: 'email',
  someone: 'through someone',
};

const causes: Record<MissedCause, string> = {
  not_known: 'not known',
  illness: 'ill',
  work: 'work',
  family: 'family',
  travel: 'travel',
  could_not_face_it: 'could not face it',
  other: 'other',
};

const results: Record<ContactResult, string> = {
  no_answer: 'no answer',
  sent: 'sent',
  reached: 'reached',
  told_someone: 'told someone',
};

const sameDay: Record<SameDayContact, string> = {
  not_yet: 'Not yet, by what is written here.',
  tried: 'Something was tried that day; no result says that the client was reached.',
  reached: 'Yes.',
};

export const missed = {
  heading: 'A session that did not take place',
  notice: 'How you knew',
  notices,
  by: 'Known by',
  byShort: 'by',
  cause: 'Reason',
  causes,
  reason: 'The reason in the client’s words',
  /** The therapist's own reason for the status. */
  recorded: (reason: string) => `Recorded with the attendance: ${reason}`,
  done: 'What was done',
  results,
  noAttempt: 'No attempt to reach the client is written down.',
  add: 'Rang, wrote, told someone',
  text: 'What you did',
  textHint: 'Rang; left a message',
  day: 'Day',
  time: 'Time',
  result: 'Result',
  save: 'Add',
  cancel: 'Cancel',
  remove: (text: string) => `Remove “${text}”`,
  risk: 'Risk',
  contacted: 'Contacted the same day?',
  sameDay,
  asked: 'This question stands here because a risk flag is open.',
  also: 'Also',
  alsoHint: 'If anything else should be kept',
  kept: 'Reason and remarks are kept as you type, an attempt once it is added. Nothing here is required.',
  noteBefore: 'Written into the note before',
  before: 'Written while this session was recorded as missed',
  effect: {
    heading: 'What it does to the course',
    counts: (number: number, planned: number) => `Counts as session ${number} of ${planned}.`,
    none: 'Uses no session.',
    left: (left: number, end: string) =>
      `${left === 1 ? '1 session is' : `${left} sessions are`} left; the course ends ${end}.`,
    moved: (to: string) => `Moved to ${to}.`,
  },
  call: 'Who may be rung',
  nobody: 'No telephone number of the client or of an emergency contact is recorded.',
  client: 'Client',
};
