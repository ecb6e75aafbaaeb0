import type { Theme } from '../../backend/backend';
import { mac } from '../../lib/keys';

const ctrl = mac ? '⌘' : 'Ctrl';

const themes: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const settings = {
  title: 'Settings',
  look: 'Look',
  theme: 'Theme',
  themes,
  textSize: 'Size of text and everything else',
  textSizeHint: `${ctrl} + and ${ctrl} − change it on every screen, ${ctrl} 0 puts it back to 100 %.`,
  percent: (size: number) => `${size} %`,
  keyboard: 'Keys',
  singleKeys: 'Letters and digits alone are shortcuts',
  singleKeysHint:
    'N for new, digits for tabs and measures, ? for the list of keys. Switch this off if you dictate or press keys by accident. Keys in a questionnaire or on the map work all the same once it has the focus.',
  locking: 'Locking',
  lockMinutes: 'Lock after minutes without typing or pointer',
  lockHint:
    'Between 1 and 30. Typing counts. Text in progress is kept. “This hour”, on the page of a session, covers the window instead until the session’s planned end.',
  crisis: {
    title: 'Crisis numbers',
    label: 'Whom to ring in a crisis',
    hint: 'A line for each: a service and its number. One press away wherever a risk flag is open. Kept without encryption: write nothing about a client.',
    save: 'Save the numbers',
  },
  passphraseTitle: 'Passphrase',
  passphraseText: 'The recovery sheet stays the same when the passphrase changes.',
  change: 'Change passphrase',
  current: 'Current passphrase',
  fresh: 'New passphrase',
  changed: 'The passphrase is changed.',
  screen: 'Screen capture',
  hide: 'Hide the window from screen capture',
  hideHint:
    'Screenshots, recordings and shared screens show an empty window. It does not stop a camera, nor every program of this computer.',
  hideNot:
    'This system does not offer that: any program on this computer can capture this window. F8 covers it at once.',

  sheetTitle: 'Recovery sheets',
  sheetOwn: 'Your own sheet',
  sheetText:
    'Opens the vault when the passphrase is lost. Replace the code when the sheet is lost or may have been seen.',
  newCode: 'Replace the code',
  newCodeText:
    'The code on your present sheet stops working at once, before the new one is printed. It still opens backups made until now.',
  leaveSheet: 'Leave without the sheet?',
  leaveOwn:
    'You have not tried the new sheet yet, and Kith does not show its code again. The sheet from before opens nothing any more: if the passphrase is lost, nobody can open the vault.',
  leaveColleague:
    'You have not tried this sheet yet, and Kith does not show its code again. If it is not on paper, the colleague has nothing.',
  leaveWithout: 'Leave without it',
  leaveNot: 'Back to the sheet',
  colleague: 'A colleague’s sheet',
  colleagueText:
    'For someone you trust to reach the records if you cannot: a clinical executor, a supervisor. It opens the vault like your own, and can be revoked alone.',
  colleagueNone: 'No colleague has a code.',
  colleagueHas: (label: string) => `${label} has a code.`,
  colleagueAdd: 'Make a code for a colleague',
  colleagueLabel: 'Who will hold it',
  colleagueHint:
    'A name, as it should stand on the sheet. It is kept inside the vault, encrypted like your records.',
  colleagueSomeone: 'A colleague',
  colleagueTooLong: 'Too long for the sheet: at most 60 letters.',
  colleagueMake: 'Make the code',
  revoke: 'Revoke the colleague’s code',
  revokeText: (label: string) =>
    `The code of ${label} stops opening the vault at once. It still opens backups made until now. Your own sheet and passphrase stay as they are.`,
  revoked: 'The colleague’s code is revoked.',

  keyTitle: 'Someone may know my passphrase',
  keyText:
    'Changing the passphrase is not enough when someone may have copied the vault’s files. This gives the vault a new key: every record is written anew and the old passphrase and codes open nothing of it any more.',
  keyStart: 'Give the vault a new key',
  keyLead:
    'Your passphrase and every recovery sheet stop working at once, a colleague’s too. A backup is made first. This takes up to a minute; Kith keeps what you have written.',
  keyMaking: 'Writing every record anew …',
  keyDone: 'The vault has a new key',
  keySheet: 'Your new recovery sheet',
  oldBackups: 'Old backups',
  oldBackupsText:
    'These still open with the old passphrase or code. Whoever knows it and gets hold of one can read the records as they were. Copies in other places are not listed.',
  oldBackupsNone: 'No old backup is left on this computer or in the second place.',
  oldRemoveAll: 'Remove all of them',
  oldRemove: (when: string) => `Remove the backup of ${when}`,
  oldPutAside:
    'Its old passphrase or code still opens it. Kith neither opens nor removes it: to be rid of it, delete the folder yourself.',
  oldKeep: 'Keep them',
  oldFirst:
    'A backup under the new key was made before this list was shown, so that removing these leaves you with one.',
  finish: 'Done',

  vaultTitle: 'Where the vault lives',
  vaultName: (name: string) => `This vault: ${name}`,
  location: {
    ordinary: 'An ordinary folder of this computer.',
    cloud: {
      title: (provider: string | null) => `This folder is synchronised by ${provider ?? 'a cloud service'}.`,
      text: 'It can copy the vault while it is being written, or put an old state back. Backups are fine there; the vault is not: move it to an ordinary folder of this computer.',
    },
    network: {
      title: () => 'This folder is on a network drive.',
      text: 'A lost connection in the middle of a save can damage the vault. Backups are fine there; the vault is not: move it to an ordinary folder of this computer.',
    },
    removable: {
      title: () => 'This folder is on a removable drive.',
      text: 'If it is pulled out in the middle of a save, the vault can be damaged. Lock Kith before you take it out.',
    },
  },
  move: 'Move the vault …',
  moveTitle: 'Move the vault',
  moveText:
    'You choose a folder. The vault is copied there, checked, and only then taken away here. Kith locks afterwards.',
  moveAct: 'Choose a folder and move',
  checkTitle: 'Check the vault',
  checkText:
    'Looks through the whole vault: every page of its file, every record and the audit trail. It also finds a part that was copied back from an old file. Nothing is changed.',
  check: 'Check now',
  checking: 'Checking …',
  checkFine: 'All is well.',
  checkBad: 'Something is wrong.',
  checkBadNext:
    'Do not delete anything. Look at the newest backup under Practice, Backups: opening it shows first what would differ.',
  steps: {
    header_copies: 'Both copies of the header',
    file_length: 'Length of the file',
    cipher_integrity: 'Seal of every page',
    integrity: 'Order of the pages',
    foreign_keys: 'References between records',
    audit_chain: 'Chain of the audit trail',
    records_against_audit: 'Every record against the audit trail',
    courses_readable: 'Every course can be read',
    search_index: 'The search index',
  } as Readonly<Record<string, string>>,
  stepFine: 'fine',
  stepBad: 'not right',
  about: 'About Kith',
  version: (version: string) => `Version ${version}`,
  licence: 'Free software under the MIT licence or the Apache License 2.0, as you choose.',
  notices: 'Third-party notices',
  fonts: 'Typefaces: Inter and Source Serif 4, SIL Open Font License. Icons: Lucide, ISC licence.',
  measures: (names: readonly string[], attribution: string) => `${names.join(', ')}: ${attribution}`,
  offline: 'Kith never uses the network.',
  saved: 'Kept.',
};
