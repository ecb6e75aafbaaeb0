import type { Theme } from '../../backend/backend';

const themes: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const settings = {
  title: 'Settings',
  look: 'Look',
  theme: 'Theme',
  themes,
  locking: 'Locking',
  lockMinutes: 'Lock after minutes without typing or pointer',
  lockHint: 'Between 1 and 30. Typing counts. Text in progress is kept.',
  passphraseTitle: 'Passphrase',
  passphraseText: 'The recovery sheet stays the same when the passphrase changes.',
  change: 'Change passphrase',
  current: 'Current passphrase',
  withSheet: 'I have my recovery sheet instead',
  fresh: 'New passphrase',
  changed: 'The passphrase is changed.',
  sheetTitle: 'Recovery sheet',
  sheetText:
    'Make a new code when the sheet may have been seen or is lost. The old one then opens nothing any more.',
  newCode: 'Make a new recovery code',
  sheetDone: 'I have it on paper',
  vaultTitle: 'Where the vault lives',
  vaultText:
    'In this computer’s folder for program data, or in the folder named by KITH_HOME. Copies of the whole folder can be opened on another computer with the same passphrase.',
  vaultName: (name: string) => `This vault: ${name}`,
  about: 'About Kith',
  version: (version: string) => `Version ${version}`,
  licence: 'Free software under the GNU Affero General Public License, version 3 or later.',
  fonts: 'Typefaces: Inter and Source Serif 4, SIL Open Font License. Icons: Lucide, ISC licence.',
  measures:
    'PHQ-9 and GAD-7 were developed by Drs Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. K10: World Health Organization 2003; Kessler and colleagues 2003.',
  offline: 'Kith never uses the network.',
  saved: 'Kept.',
};
