import type { CommandError, FlagLoss, NotMoved } from '../../backend/backend';
import type { Day } from '../../lib/dates';
import { fullDay } from '../dates';
import { kinds } from './kinds';
import { problems } from './problems';
import { explainRule } from './rules';
import type { Explanation } from './explanation';

type Words = { [E in CommandError as E['code']]: Explanation | ((error: E) => Explanation) };

const kept = 'What was saved before is safe, and what you typed stays here.';

const untouched = 'Your records are as they were.';

const whole = 'The vault is where it was, whole.';

const notMoved: Record<NotMoved, Explanation> = {
  place_gone: {
    happened: 'The vault was not moved: the folder you chose is not there any more.',
    doNext: `${whole} Connect the drive again, or choose another folder.`,
  },
  taken: {
    happened: 'The vault was not moved: another vault, or a folder called kith-vault, is there already.',
    doNext: `${whole} Choose another folder. What is there was not touched.`,
  },
  same_place: {
    happened: 'The vault lives there already.',
    doNext: 'Choose a folder elsewhere.',
  },
  read_only: {
    happened: 'The vault was not moved: the folder you chose cannot be written.',
    doNext: `${whole} Choose a folder of your own.`,
  },
  disk_full: {
    happened: 'The vault was not moved: there is too little room.',
    doNext: `${whole} Make some room there, or choose a folder on another drive.`,
  },
  in_use: {
    happened: 'The vault was not moved: another program has it open.',
    doNext: `${whole} Close the other program, then try again.`,
  },
  refused: {
    happened: 'The vault was not moved: the disk refused.',
    doNext: `${whole} Try again, or choose a folder on another drive.`,
  },
};

const flagLost: Record<FlagLoss, Explanation> = {
  sheet: {
    happened:
      'This step would take back an answer above 0 to a question about risk as if it had never been given.',
    doNext: 'Lower the answer on its sheet, or remove the sheet and say why. Nothing was changed.',
  },
  course: {
    happened: 'This step would take away a whole course in which a question about risk was answered above 0.',
    doNext: 'Archive the client, or erase them under “More”. Nothing was changed.',
  },
};

/** An older backup opens with the secrets in use on its day, not with later ones. */
const madeOpens = (what: string, made: Day | null) =>
  made === null
    ? `It opens with the ${what} on the day it was made, not with a later one.`
    : `It opens with the ${what} on ${fullDay(made)}, when it was made, not with a later one.`;

/** Every refusal of the program. A new one without words does not type-check. */
export const errors: Words = {
  vault_locked: { happened: 'Kith is locked.', doNext: 'Unlock it with your passphrase.' },
  no_vault: {
    happened: 'No vault is here.',
    doNext: 'If it was moved, bring the folder back and try again. Nothing has been changed.',
  },
  vault_exists: {
    happened: 'A vault is here already.',
    doNext: 'Restart Kith and unlock it. It was not touched.',
  },
  weak_passphrase: {
    happened: 'This passphrase would be guessed too easily.',
    doNext: 'Take a longer one, or let Kith make five random words.',
  },
  wrong_passphrase: {
    happened: 'That is not the passphrase of this vault.',
    doNext: 'Check Caps Lock and the keyboard language, or use your recovery sheet.',
  },
  not_a_recovery_code: {
    happened: 'Something in this code was misread or mistyped.',
    doNext: 'Compare it with the sheet, group by group. It has eight groups of four.',
  },
  wrong_recovery_code: {
    happened: 'This recovery code does not open this vault.',
    doNext: 'It is of another vault, or was replaced or revoked. Look for the newest sheet.',
  },
  wait: ({ seconds }) => ({
    happened: 'That was wrong several times.',
    doNext: seconds === 1 ? 'Wait 1 second, then try again.' : `Wait ${seconds} seconds, then try again.`,
  }),
  not_a_vault: {
    happened: 'The folder in the vault’s place is not a vault.',
    doNext: 'Put the right folder back. Kith has changed nothing.',
  },
  header_damaged: {
    happened: 'The vault’s header (the small file that lets it open) is damaged, and so is its second copy.',
    doNext: 'Do not delete anything. Open a backup: every backup holds the header too.',
  },
  header_altered: {
    happened:
      'The vault’s header (the small file that lets it open) was changed by something other than Kith.',
    doNext: 'Do not delete anything. Open a backup, and find out who had access.',
  },
  newer_than_this_app: {
    happened: 'This was written by a newer Kith.',
    doNext: 'Install the newest version. Nothing of it was changed.',
  },
  kdf_out_of_bounds: {
    happened: 'The settings for opening this were not written by Kith.',
    doNext: 'Someone may have tampered with it. Do not delete anything; open a backup.',
  },
  out_of_memory: {
    happened: 'This computer has too little free memory for this.',
    doNext: 'Close other programs and try again. If you typed a passphrase, it may well be right.',
  },
  database_damaged: {
    happened: 'The vault’s records are damaged. The passphrase is not to blame.',
    doNext: 'Do not delete anything. Open a backup: it shows first what would differ.',
  },
  not_read: {
    happened: 'The records cannot be read from the disk: it is not available now, or it is failing.',
    doNext:
      'Kith has changed nothing. See that the drive is connected, restart the computer and try again. If it goes on, have the vault’s folder copied to another disk before anything else, or open a backup.',
  },
  in_use: {
    happened: 'The vault is open in another window or program.',
    doNext: 'Close it there, then try again.',
  },
  read_only: {
    happened: 'Not saved: the vault’s folder cannot be written.',
    doNext: `Check that the disk is connected and not write-protected, then try again. ${kept}`,
  },
  disk_full: { happened: 'Not saved: the disk is full.', doNext: `Make some room, then try again. ${kept}` },
  vault_gone: {
    happened: 'Not saved: the vault’s folder is gone.',
    doNext: `Bring it back to where it was, then try again. ${kept}`,
  },
  not_saved: { happened: 'Not saved: the disk refused.', doNext: `Try again. ${kept}` },
  folder_read_only: {
    happened: 'Nothing can be written where the vault lies: its folder or drive is write-protected.',
    doNext:
      'Kith does not open it there, because nothing could be saved. Remove the protection, then try again. Nothing was changed.',
  },
  damaged: ({ kind }) => ({
    happened: `One record (${kinds[kind]}) is damaged and cannot be shown.`,
    doNext: 'The others are fine. Do not delete anything; a backup may hold this one whole.',
  }),
  not_found: ({ kind }) => ({
    happened: `This is no longer here (${kinds[kind]}).`,
    doNext: 'It may have been undone or removed. Go back and look again.',
  }),
  already_there: ({ kind }) => ({
    happened: `There is one like this already (${kinds[kind]}).`,
    doNext: 'Take another code, or open the one that is here.',
  }),
  changed_meanwhile: {
    happened: 'This was changed since it was opened.',
    doNext: 'Look at what it says now, then try again. Nothing was overwritten.',
  },
  nothing_to_undo: {
    happened: 'There is nothing to undo.',
    doNext: 'Signed notes and exports stay as they are.',
  },
  nothing_to_redo: { happened: 'There is nothing to redo.', doNext: 'Something new was written since.' },
  flag_lost: ({ loss }) => flagLost[loss],
  rule_broken: (error) => explainRule(error),
  name_or_code_needed: { happened: 'A client needs a name or a code.', doNext: 'One of them is enough.' },
  not_a_sample: {
    happened: 'This is not the invented case.',
    doNext: 'A real client is archived, not taken out.',
  },
  file_out_of_reach: {
    happened: 'The file cannot be reached.',
    doNext: 'Check that it is still there and that you may open it.',
  },
  file_refused: ({ path, problem }) => ({
    happened: `The file was refused and nothing was changed. ${problems(problem)}`,
    doNext: path === '' ? 'Choose another file.' : `Look at this place in the file: ${path}`,
  }),
  not_a_backup: {
    happened: 'This file is not a backup made by Kith.',
    doNext: 'Choose a file whose name ends in .kithbackup. Nothing was changed.',
  },
  backup_empty: {
    happened: 'This file is empty.',
    doNext: 'Copy it again from where it came, or choose another one. Nothing was changed.',
  },
  backup_is_a_header: {
    happened: 'This is the header of a vault under another name, not a backup.',
    doNext: 'Choose a file whose name ends in .kithbackup. Nothing was changed.',
  },
  backup_cut: {
    happened: 'This backup ends too early: it was not copied completely.',
    doNext: 'Copy it again from where it came, or choose another one. Nothing was changed.',
  },
  backup_extended: {
    happened: 'Something was added behind the end of this backup.',
    doNext: 'Choose another one. Nothing was changed.',
  },
  backup_damaged: {
    happened: 'This backup is damaged.',
    doNext: 'Choose another one, and look at the drive it lay on. Nothing was changed.',
  },
  backup_altered: {
    happened: 'This backup was changed by something other than Kith.',
    doNext: 'Choose another one, and find out who had access. Nothing was changed.',
  },
  other_vault: {
    happened: 'This is the backup of another vault.',
    doNext: 'Choose one of this vault. Nothing was changed.',
  },
  wrong_backup_passphrase: ({ made }) => ({
    happened: 'That is not the passphrase of this backup.',
    doNext: `${madeOpens('passphrase you used', made)} Check Caps Lock and the keyboard language, or use the recovery sheet of that day.`,
  }),
  wrong_backup_code: ({ made }) => ({
    happened: 'This recovery code does not open this backup.',
    doNext: `${madeOpens('recovery sheet you had', made)} Look for that sheet, or use the passphrase of that day.`,
  }),
  restored_but_moved: {
    happened: 'The backup is restored, but Kith still looks for the vault where it was moved to.',
    doNext:
      'Start Kith again and open the same backup once more. If it stays so, remove the file “vault.at” from Kith’s own folder.',
  },
  place_gone: {
    happened: 'The drive or folder is not there now.',
    doNext: `Plug it in or choose another one. ${untouched}`,
  },
  place_full: {
    happened: 'There is no room left in the folder or on the drive.',
    doNext: `${untouched} Make some room there or choose another place, then try again.`,
  },
  place_read_only: {
    happened: 'Nothing can be changed there: the drive or folder is write-protected, or not yours.',
    doNext: `${untouched} Take the protection off or choose another place, then try again.`,
  },
  place_refused: {
    happened: 'The drive or folder there cannot be read or written.',
    doNext: `${untouched} Try again. If it happens once more, the drive may be failing: choose another place.`,
  },
  place_in_cloud: ({ provider }) => ({
    happened: `${provider} copies this folder to other computers while Kith writes in it.`,
    doNext: 'Choose a folder of this computer. The vault is where it was.',
  }),
  place_on_network: {
    happened: 'This folder is on another computer.',
    doNext: 'Choose a folder of this computer. The vault is where it was.',
  },
  vault_away: {
    happened: 'The vault was moved to a drive or folder that is not there now.',
    doNext: 'Connect the drive, or bring the folder back, and try again. Nothing of it was changed.',
  },
  not_moved: ({ why }) => notMoved[why],
  same_as_source: {
    happened: 'A copy in the same place would be lost with the vault.',
    doNext: 'Choose a folder outside Kith’s own, best on another drive.',
  },
  read_only_because_damaged: {
    happened: 'The vault is damaged, so nothing can be written.',
    doNext: 'Read what you need, then go back to a backup. What you typed was not saved.',
  },
  not_brought_up_to_date: {
    happened: 'This vault was made by an earlier Kith, and could not be backed up first.',
    doNext: 'Nothing was changed. Make some room on the disk, then unlock again.',
  },
  typed_code_differs: {
    happened: 'That is not this client’s code.',
    doNext: 'Type the code as it stands beside the name. Nothing was erased.',
  },
  not_a_picture: {
    happened: 'This picture could not be made.',
    doNext: 'Try the other kind of picture.',
  },
  unexpected: ({ incident }) => ({
    happened: 'Something went wrong inside Kith.',
    doNext:
      incident === ''
        ? 'What was saved is safe. Try again; if it happens once more, restart Kith.'
        : `What was saved is safe. Try again; if it happens once more, restart Kith. (${incident})`,
  }),
};
