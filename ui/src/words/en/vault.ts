import type { Judgement, LockReason } from '../../backend/backend';

const judged: Record<NonNullable<Judgement['problem']>, string> = {
  too_short: 'At least 15 characters. Spaces count.',
  too_long: 'At most 256 characters.',
  has_nul: 'It contains a character that no keyboard types.',
  common: 'Well known, or made of words that would be tried first.',
  guessable: 'Too easy to guess. Add an unexpected word.',
};

/** Explains the word "header" where it is used. */
const header = 'header (the small file that lets it open)';

const lockedBy: Record<LockReason, (minutes: number) => string> = {
  asked: () => 'Locked by you.',
  idle: (minutes) =>
    minutes === 1
      ? 'Locked after one minute without typing.'
      : `Locked after ${minutes} minutes without typing.`,
  sleep: () => 'Locked when the computer went to sleep.',
  screen_lock: () => 'Locked when the screen was locked.',
  closing: () => 'Locked when the window was closed.',
  restored: () =>
    'The backup is restored. Unlock with what opened it. If a vault was here before, it is kept.',
  new_key: () =>
    'The vault has a new key. Unlock with the new passphrase, then make a new recovery sheet in Settings: the old one is void.',
  moved: () => 'Locked to move the vault. Settings show where it lives now.',
  not_moved: () => 'Locked to move the vault, which stayed where it was.',
  not_replaced: () => 'Locked to replace the records, which stayed as they were.',
};

/** Locks that may happen while somebody is typing. */
const keepsText: readonly LockReason[] = ['asked', 'idle', 'sleep', 'screen_lock', 'closing'];

export const vault = {
  name: 'Kith',
  practice: 'Practice vault',
  lastUsed: (when: string) => `last used ${when}`,
  passphrase: 'Passphrase',
  show: 'Show passphrase',
  hide: 'Hide passphrase',
  unlock: 'Unlock',
  unlocking: 'Unlocking …',
  capsLock: 'Caps Lock is on.',
  haveSheet: 'I have my recovery sheet',
  havePassphrase: 'I know my passphrase',
  withSheet: 'I have my recovery sheet instead',
  openBackup: 'Open a backup',
  recoveryCode: 'Recovery code',
  recoveryHint: 'Eight groups of four, from your sheet. Capitals, spaces and dashes do not matter.',
  lockedBy: (reason: LockReason, minutes: number) =>
    keepsText.includes(reason)
      ? `${lockedBy[reason](minutes)} Text you had not finished is kept.`
      : lockedBy[reason](minutes),
  waitFor: (seconds: number) => (seconds === 1 ? 'Next try in 1 second.' : `Next try in ${seconds} seconds.`),
  opened: {
    notices: 'What opening the vault showed',
    altered: {
      happened: `One copy of the vault’s ${header} was changed by something other than Kith.`,
      doNext:
        'The vault opened with the other copy, which is sound. If someone else may have had this computer, change the passphrase. Then look through the whole vault in Settings, under “Check the vault”.',
    },
    notRepaired: {
      happened: `One of the two copies of the vault’s ${header} is missing, damaged or out of date, and could not be restored.`,
      doNext:
        'The vault opened with the other copy and no record was touched. See that the disk has room and the vault’s folder can be written, then lock and unlock to try again.',
    },
    older: (when: string) => ({
      happened: `This vault is older than what was last used here, on ${when}.`,
      doNext:
        'If you put an old copy back yourself, go on. If not, something else replaced it, and what was written since is not in it: look under Practice, Backups, for a newer one.',
    }),
    sheetUntried: {
      happened: 'Your recovery sheet was never tried: Kith does not know that you have one.',
      doNext:
        'If you have it, lock Kith and choose “I have my recovery sheet” to try it. If not, make one now in Settings, under Recovery sheets: without it, nobody can open the vault once the passphrase is lost.',
    },
    recoveryCheck: {
      happened: 'It is a year since you last looked at your recovery sheet.',
      doNext:
        'Go and see that it is where you keep it and can be read. To try it, lock Kith and choose “I have my recovery sheet”.',
    },
    checked: 'I have seen it',
    toBackups: 'Go to backups',
    repaired: {
      happened: `One of the two copies of the vault’s ${header} was missing, damaged or out of date.`,
      doNext:
        'It has been restored from the other copy. No record was touched. If this happens again, the disk may be failing: keep a copy of the vault folder elsewhere.',
    },
    strengthen: {
      happened: 'The passphrase is protected less well than Kith would do it today.',
      doNext:
        'Change the passphrase in Settings. You can set a new one or the same one again: either is then protected at today’s strength.',
    },
    renewed: {
      happened: 'The new passphrase is set.',
      doNext: 'The old one opens nothing any more. Your recovery sheet stays as it is.',
    },
    readOnly: {
      title: 'Part of this vault is damaged. It can be read but not changed.',
      text: 'What is readable is shown as it is. Go back to the newest backup. What can be read can still be exported: one course at a time here, or everything with “kith-rescue salvage”, a program for the terminal that comes with Kith. Do not delete anything.',
      list: (count: number) =>
        count === 0
          ? 'What can be done'
          : count === 1
            ? 'One record cannot be read: which, and what can be done'
            : `${count} records cannot be read: which, and what can be done`,
      times: (line: string, count: number) => `${line} (${count} times)`,
      lost: (client: string | null, written: string | null) =>
        `${client ?? 'of a client who cannot be read either'}${written === null ? '' : `, last written ${written}`}`,
    },
    toSettings: 'Go to Settings',
    putAway: 'Put away',
    leave: 'Leave it there',
    offer: 'You opened with the recovery sheet',
    offerLead:
      'Choose a new passphrase? The lost one then opens nothing any more. Your sheet stays as it is.',
    offerLater: 'You can also do this later in Settings, with the sheet at hand.',
    later: 'Later',
    set: 'Set new passphrase',
  },
  notReplaced: {
    happened: 'The records were not replaced. Everything is as it was.',
    doNext: 'Unlock with what opened it before, then try again.',
  },
  problemTitle: 'The vault cannot be opened as it is',
  damaged: {
    newest: (when: string) =>
      `Your newest verified backup was made on ${when}. Opening it shows first what would differ.`,
    none: 'No backup was found on this computer. If you have one on a stick or in another folder, open it.',
  },
  awayTitle: 'The vault is not connected',
  awayIn: (folder: string) => `Kith looks for it in ${folder}`,
  away: {
    newest: (when: string) =>
      `Is it lost for good? Your newest verified backup was made on ${when}. It becomes your vault again, in Kith’s own folder on this computer.`,
    none: 'Is it lost for good? Open a backup: it becomes your vault again, in Kith’s own folder on this computer.',
  },
  openNewest: 'Open the newest backup',
  foundBackups: (count: number) =>
    count === 1 ? 'No vault is here, but a backup of one' : `No vault is here, but ${count} backups of one`,
  foundBackupsText: (when: string) =>
    `The newest was made on ${when}. If the vault’s folder was moved, bring it back and start Kith again; otherwise open the backup.`,
  haveBackup: 'I have a backup of a vault',
  tryAgain: 'Try again',

  welcome: 'A workbook only you can open',
  lead: 'Kith keeps your records of Interpersonal Psychotherapy on this computer, encrypted. There is no account and no network.',
  promises: [
    {
      title: 'Locked means unreadable',
      text: 'Switched off or locked, the files on this computer tell a finder nothing but sizes and dates.',
    },
    {
      title: 'Nobody else has a key',
      text: 'Without your passphrase or your recovery code nobody can open the vault. We cannot either.',
    },
    {
      title: 'Saved is on disk',
      text: 'What Kith calls saved survives a crash, a power cut, a full disk.',
    },
    {
      title: 'Damage is never hidden',
      text: 'A damaged file is never shown as if it were whole, and never ends in “start again”.',
    },
  ],
  notPromised:
    'Not promised: protection from other programs of yours while the vault is open, deniability, or erasure from copies you made elsewhere.',
  begin: 'Make my vault',

  makeTitle: 'Your passphrase',
  makeLead:
    'Four or five unrelated words are strong and can be remembered. Write it nowhere near this computer.',
  makeOne: 'Make one for me',
  repeat: 'Repeat passphrase',
  differs: 'The two differ.',
  strength: 'Strength',
  scores: ['Very weak', 'Weak', 'Could be stronger', 'Strong', 'Very strong'] as const,
  judged,
  withOuterSpace: (strength: string) =>
    `${strength.replace(/\.$/u, '')}. It begins or ends with a space, which belongs to it.`,
  create: 'Create vault',
  creating: 'Creating the vault …',

  sheetTitle: 'Your recovery sheet',
  sheetLead:
    'If the passphrase is ever lost, this code opens the vault. Print it or write it down, and keep it where you keep things that matter.',
  sheetLeadColleague:
    'This code opens the vault like your own. Print it or write it down and hand it over; Kith does not show it again.',
  sheetWarn: 'Whoever holds this sheet and this computer can read the records.',
  sheetCode: 'Recovery code',
  sheetSave: 'Save as PDF…',
  sheetSaved:
    'The file is written. With the code in it, it is worth what your passphrase is worth: whoever finds it on this computer can read the records. Print it and delete it, or keep it on a memory stick put away like the paper.',
  sheetColleague: 'Recovery sheet for a colleague',
  sheetOf: (name: string) => `Vault: ${name}`,
  sheetMade: (day: string) => `Code made on ${day}`,
  sheetHolder: (label: string) => `Held by: ${label}`,
  sheetUseTitle: 'How to use it',
  sheetUse: [
    'Start Kith on the computer that holds the vault, or open a backup of it with Kith on any computer.',
    'On the lock screen choose “I have my recovery sheet” and type the eight groups. Capitals, spaces and dashes do not matter.',
    'Then choose a new passphrase. The sheet stays valid.',
  ],
  sheetCannotTitle: 'What it cannot do',
  sheetCannot: [
    'It holds no records: without the vault or a backup of it there is nothing to open.',
    'It opens no backup made before the code was.',
    'It cannot tell who uses it: whoever has this sheet and the vault can read everything. Keep it apart from the computer.',
    'If every sheet and the passphrase are lost, nobody can open the vault, the makers of Kith included.',
  ],
  group: (number: number) => `Group ${number}`,
  print: 'Print',
  written: 'I have it on paper',
  rehearseTitle: 'Try it once',
  rehearseLead: 'Read two groups from your sheet, so that it is sure to be right.',
  rehearse: 'Check',
  wrongGroup: 'This does not match. Look at the sheet again.',
  showAgain: 'Show the code again',

  placeTitle: 'A second place for backups',
  placeLead:
    'Kith keeps backups on this computer. If it breaks or is stolen, they are gone with it. Choose a memory stick, or a folder that is copied elsewhere; a cloud folder will do, for a backup is encrypted.',
  placeChoose: 'Choose a folder',
  placeOther: 'Choose another folder',
  placeChosen: (folder: string) => `Backups are also copied to ${folder}`,
  placeGo: 'Go on',
  placeSkip: 'Skip for now',
  placeSkipped:
    'Without a second place your records are only as safe as this computer. Kith will go on saying so on Today; you can choose one under Practice at any time.',

  doneTitle: 'Your vault is ready',
  doneLead: 'Everything from here on is saved as you type.',
  firstClient: 'Add your first client',
  sample: 'Look around with a sample case',
  sampleHint: 'An invented course, clearly marked.',
};
