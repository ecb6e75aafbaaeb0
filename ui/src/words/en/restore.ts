import type { Instant } from '../../backend/backend';
import { dayAndTime, madeAt } from '../moment';

export const restore = {
  title: 'Open a backup',
  lead: 'The newest first. Each was opened again and counted when it was made.',
  choose: 'Which backup',
  none: 'There is no backup on this computer. If you have one on a stick or in another folder, choose the file.',
  file: 'Choose a file …',
  back: 'Back',
  of: (at: Instant) => `Backup of ${madeAt(at)}`,

  secretLead: 'To see what is in it, Kith opens it. Nothing is changed yet.',
  passphraseToday: 'Your passphrase',
  passphraseThen: (day: string) => `The passphrase you used on ${day}`,
  codeToday: 'Your recovery code',
  codeThen: (day: string) => `The recovery code of ${day}`,
  passphraseOther: 'The passphrase of this backup',
  codeOther: 'The recovery code of this backup',
  todayToo:
    'This backup opens with another passphrase or code than your vault. So that nobody else does this at your desk, Kith asks for the one of today too.',
  today: 'Your passphrase of today',
  todayCode: 'Your recovery code of today',
  otherVault: 'This backup is of another vault. It asks for the passphrase of that vault.',
  look: 'Open backup',
  looking: 'Opening …',

  differs: 'What would differ',
  differsLead: (at: Instant) => `Your vault would be as it was on ${dayAndTime(at)}.`,
  onlyThen: 'The content of this backup.',
  locked: 'Your vault is locked or cannot be read, so only the backup is counted.',
  replaces: 'This backup is of another vault. Restoring it puts that vault in the place of yours.',
  columns: { what: 'What', now: 'Now', then: 'In the backup', change: 'Difference' },
  same: 'same',
  otherwise: 'as many, but different',
  fewer: (count: number) => `${count} fewer`,
  more: (count: number) => `${count} more`,
  newest: 'Newest change',
  nothing: 'none',
  kept: {
    open: 'Your vault as it is now is kept as a backup first. You can always come back to it.',
    damaged:
      'Your vault as it is now is damaged and can be no backup: it is put aside as it is, locked, in a folder of its own.',
    locked:
      'Your vault as it is now is not thrown away. If it is whole and opens with the same passphrase or code, it becomes a backup; if not, it is put aside whole, still locked, in a folder of its own.',
    away: 'It goes into Kith’s own folder on this computer, and Kith works there from then on. The vault that is away stays as it is; Kith no longer looks for it.',
    nothing: 'No vault is on this computer; the backup becomes it.',
  },
  lockAfter: 'Kith then locks. Unlock with the passphrase or code that opened this backup.',
  confirm: 'Restore this backup',
  restoring: 'Restoring …',

  bringTitle: 'Bring in one client',
  bringLead:
    'One client’s whole file is taken from a backup and added to your vault. Nothing you have is overwritten.',
  bringWhich: 'Which client',
  bringHere: 'is in your vault already',
  bringNone: 'Every client of this backup is in your vault already.',
  bring: 'Bring in client',
  bringing: 'Bringing in …',
};
