import type { BackupLevel, BackupPlace, BackupRow, BackupStatus, Hold, Instant } from '../../backend/backend';
import { fullDay } from '../dates';
import { madeAt, moment } from '../moment';

const places: Record<BackupPlace, string> = {
  here: 'On this computer',
  second: 'Second place',
  chosen: 'File you chose',
};

const ago = (days: number) => (days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`);

const levels: Record<BackupLevel, string> = {
  fine: 'Safe here and elsewhere',
  amber: 'The copy elsewhere is getting old',
  red: 'The copy elsewhere is out of date',
  none: 'No copy outside this computer',
};

const held: Record<Hold, string> = {
  clock_went_back:
    'No old backup is cleared away any more, so they take up more and more room: some are dated later than today, from when this computer’s clock was wrong. Remove those from the list below, and Kith clears up again.',
  records_fell:
    'No old backup is cleared away for now: the newest holds over a fifth fewer records than those before it. If you erased clients, this ends by itself within two weeks of work. Otherwise something is missing: look into an older backup.',
};

function here({ newest_here }: Pick<BackupStatus, 'newest_here'>, now: Date) {
  const when = moment(newest_here, now);
  return when ? `Backup verified ${when}` : 'No backup yet';
}

const sameDisk = 'On this computer’s own disk: safe only if a program copies this folder elsewhere';

/** The state of the backups in one line. */
function level({ level, second_place }: Pick<BackupStatus, 'level' | 'second_place'>) {
  return level === 'amber' && second_place?.same_disk ? 'Both copies are on one disk' : levels[level];
}

function outside({ days_outside, second_place }: Pick<BackupStatus, 'days_outside' | 'second_place'>) {
  if (second_place?.same_disk) return sameDisk;
  if (days_outside !== null) return `Outside this computer: ${ago(days_outside)}`;
  return second_place ? 'Outside this computer: none yet' : 'No second place chosen';
}

function putAside(days: readonly string[]) {
  const on = [...new Set(days)].join(', ');
  return days.length === 1
    ? `1 earlier vault put aside on ${on}`
    : `${days.length} earlier vaults put aside on ${on}`;
}

/** The secret that opens a backup. */
function opens({
  other_secret,
  other_codes,
  opens_with,
}: Pick<BackupRow, 'other_secret' | 'other_codes' | 'opens_with'>) {
  const day = opens_with && fullDay(opens_with);
  if (other_secret) return day ? `Passphrase or sheet of ${day}` : 'An earlier passphrase or sheet';
  if (other_codes) return `Today’s passphrase, or ${day ? `the sheet of ${day}` : 'an earlier sheet'}`;
  return 'Today’s passphrase or sheet';
}

export const backups = {
  title: 'Backups',
  safe: 'Safe',
  level,
  held,
  here,
  outside,
  putAside,
  reopened: 'A backup counts only after it has been opened again and counted.',
  makeNow: 'Back up now',
  making: 'Making a backup',
  makingPercent: (percent: number) => `Making a backup … ${percent} %`,
  goOn: 'You can go on writing meanwhile.',
  open: 'Open backups',
  plugIn: 'Connect it and back up now',
  when: 'Backups are made when you lock or quit after a change, and before anything risky.',
  kept: 'Kept: all of two days, then one a day for 14 days, one a week for 8 weeks, one a month for a year. The newest three are never removed.',

  second: 'Second place',
  secondText:
    'A memory stick or a folder that is copied elsewhere, also a cloud folder: a backup is encrypted and shows only its size and date.',
  secondNone: 'A computer that breaks or is stolen takes its own backups with it.',
  secondGone: 'Not connected at the moment. The next backup is copied there once it is back.',
  sameDisk,
  choose: 'Choose second place',
  chooseOther: 'Choose another',
  forget: 'No longer use it',
  forgotten: 'Backups already there stay there.',

  list: 'Backups kept',
  listEmptyTitle: 'No backup yet',
  listEmpty: 'The first one is made when you lock Kith, or now.',
  columns: { made: 'Made', place: 'Where', size: 'Size', opens: 'Opens with', actions: 'Actions' },
  places,
  megabytes: (size: number) => (size < 1 ? 'under 1 MB' : `${size} MB`),
  opens,
  otherVault: 'Another vault',
  unusable: 'Cannot be used',
  more: (at: Instant) => `More for the backup of ${madeAt(at)}`,
  restore: 'Restore …',
  bringIn: 'Bring in one client …',
  remove: 'Remove …',
  fromFile: 'Open a backup …',

  removeTitle: 'Remove this backup?',
  removeText: (at: Instant) => `The backup of ${madeAt(at)} is deleted. Nothing in the vault changes.`,
  removeAct: 'Remove backup',
};
