import type { Judgement, LockReason } from '../../backend/backend';

const judged: Record<NonNullable<Judgement['problem']>, string> = {
  too_short: 'At least 15 characters. Spaces count.',
  too_long: 'At most 256 characters.',
  has_nul: 'It holds a character no keyboard makes.',
  common: 'Well known, or made of words of the trade.',
  guessable: 'Too easy to guess. Add an unexpected word.',
};

const lockedBy: Record<LockReason, (minutes: number) => string> = {
  asked: () => 'Locked by you.',
  idle: (minutes) =>
    minutes === 1
      ? 'Locked after one minute without typing.'
      : `Locked after ${minutes} minutes without typing.`,
  sleep: () => 'Locked when the computer went to sleep.',
  screen_lock: () => 'Locked together with the screen.',
  closing: () => 'Locked when the window was closed.',
  restored: () => 'The backup is in place. Unlock it with the secret of its day.',
  new_key: () => 'Everything was encrypted anew. Unlock it with the new passphrase.',
  moved: () => 'The vault was moved.',
};

export const vault = {
  name: 'Kith',
  practice: 'Practice vault',
  lastUsed: (when: string) => `last used ${when}`,
  today: (time: string) => `today ${time}`,
  yesterday: (time: string) => `yesterday ${time}`,
  passphrase: 'Passphrase',
  show: 'Show passphrase',
  hide: 'Hide passphrase',
  unlock: 'Unlock',
  unlocking: 'Unlocking …',
  capsLock: 'Caps Lock is on.',
  haveSheet: 'I have my recovery sheet',
  havePassphrase: 'I know my passphrase',
  recoveryCode: 'Recovery code',
  recoveryHint: 'Eight groups of four, from your sheet. Capitals, spaces and dashes do not matter.',
  lockedBy,
  kept: 'Text you had not finished is kept.',
  waitFor: (seconds: number) => (seconds === 1 ? 'Next try in 1 second.' : `Next try in ${seconds} seconds.`),
  opened: {
    notices: 'What opening the vault showed',
    altered: {
      happened: 'One copy of the vault’s header was changed by something other than Kith.',
      doNext:
        'The vault opened with the other copy, which is sound. If someone else may have had this computer, change the passphrase. Then close Kith and look through the whole vault with “kith-rescue verify”.',
    },
    unhealed: {
      happened:
        'One of the two copies of the vault’s header is missing, damaged or out of date, and could not be restored.',
      doNext:
        'The vault opened with the other copy and no record was touched. See that the disk has room and the vault’s folder can be written, then lock and unlock to try again.',
    },
    healed: {
      happened: 'One of the two copies of the vault’s header was missing, damaged or out of date.',
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
    toSettings: 'Go to Settings',
    putAway: 'Put away',
    offer: 'You opened with the recovery sheet',
    offerLead:
      'Choose a new passphrase? The lost one then opens nothing any more. Your sheet stays as it is.',
    offerLater: 'You can also do this later in Settings, with the sheet at hand.',
    later: 'Later',
    set: 'Set new passphrase',
  },
  problemTitle: 'The vault cannot be opened as it is',
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
  create: 'Create vault',
  creating: 'Creating the vault …',

  sheetTitle: 'Your recovery sheet',
  sheetLead:
    'If the passphrase is ever lost, this code opens the vault. Print it or write it down, and keep it where you keep things that matter.',
  sheetCode: 'Recovery code',
  sheetFor: (day: string) => `Recovery sheet for the Kith vault made on ${day}`,
  sheetUse: 'On the lock screen choose “I have my recovery sheet” and type the eight groups.',
  sheetWarn: 'Whoever holds this sheet and this computer can read the records.',
  group: (number: number) => `Group ${number}`,
  print: 'Print',
  written: 'I have it on paper',
  rehearseTitle: 'Try it once',
  rehearseLead: 'Read two groups from your sheet, so that it is sure to be right.',
  rehearse: 'Check',
  wrongGroup: 'This does not match. Look at the sheet again.',
  showAgain: 'Show the code again',

  doneTitle: 'Your vault is ready',
  doneLead: 'Everything from here on is saved as you type.',
  firstClient: 'Add your first client',
  sample: 'Look around with a sample case',
  sampleHint: 'An invented course, clearly marked.',
};
