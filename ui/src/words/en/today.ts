import type { Day } from '../../lib/dates';
import { dayOf } from '../dates';

const counted = [
  'No sessions',
  'One session',
  'Two sessions',
  'Three sessions',
  'Four sessions',
  'Five sessions',
  'Six sessions',
];

export const today = {
  sessions: (count: number) => counted[count] ?? `${count} sessions`,
  firstAt: (time: string) => `first at ${time}`,
  list: 'Sessions today',
  now: 'now',
  days: (days: number) => (days === 1 ? '1 day' : `${days} days`),
  first: 'first session',
  noFocus: 'Focus not chosen yet',
  gateDue: 'gate due',
  sessionOf: (number: number, planned: number) => `Session ${number} of ${planned}`,
  leftAfter: (left: number) => `${left} left after today`,
  used: (used: number, planned: number) => `${used} of ${planned} used`,
  left: (left: number) => `${left} left`,
  noTime: 'no time',
  free: 'No sessions today.',
  damaged: (count: number) =>
    count === 1 ? 'One client or course cannot be read.' : `${count} clients or courses cannot be read.`,
  damagedNext:
    'The others are fine. Do not delete anything; a backup may hold it whole: look under Practice, Backups.',
  unfinished: 'Unfinished',
  nothingOpen: 'Nothing is left open.',
  open: {
    unsigned: (name: string, day: Day) => `Sign note: ${name}, ${dayOf(day)}`,
    unrecorded: (name: string, day: Day) => `Record session: ${name}, ${dayOf(day)}`,
    gate: (name: string) => `Gate due: ${name}`,
  },
  emptyTitle: 'Nobody here yet',
  emptyText:
    'Add a client and begin a course, or look around with an invented case. Course files are brought in under Clients.',
};
