import type { Day } from '../../lib/dates';
import { fullDay } from '../dates';

export const practice = {
  title: 'Practice',
  parts: { backups: 'Backups', retention: 'Keeping and erasing', audit: 'Audit trail' },
  sections: 'Parts of the practice',

  retention: {
    lead: 'Clients in no therapy now, and how long their records are kept. Kith never archives or erases anything by itself. A client still in therapy can be erased, if it must be, on their own page under “More”.',
    due: 'To review',
    later: 'Later',
    columns: { client: 'Client', ended: 'Course ended', until: 'Keep until', actions: 'Actions' },
    underWay: 'under way',
    noDate: 'no date',
    overdue: 'date passed',
    nothingDue: 'No record’s time is over.',
    emptyTitle: 'Nobody here yet',
    empty: 'Each client is listed here with the day until which the record is to be kept.',
    more: (name: string) => `More for ${name}`,
    setDate: 'Set date …',
    archive: 'Archive',
    archived: (name: string) => `${name} is archived. The record stays and can be taken out again.`,
    erase: 'Erase for good …',
    dateTitle: 'Keep until',
    dateFor: (name: string) => `How long the record of ${name} is kept.`,
    date: 'Keep the record until',
    dateHint: 'Seven years after the end is usual; longer where the client was under 18.',
    save: 'Set date',
  },

  erase: {
    title: (name: string) => `Erase ${name} for good`,
    goes: 'Everything about this client leaves the vault: notes, map, measures, letters, history, drafts, what the search knows. This cannot be undone.',
    running: (used: number, planned: number) =>
      `This client is still in therapy: ${used} of ${planned} sessions used.`,
    cutOff:
      'Erasing cuts the course off in the middle: contract, notes, map and scores go, and no ending review or letter can be made from them. If therapy is over, conclude the course first. Erase now only where you have to. A client may ask for erasure; for health records that is no absolute right, and you may be bound to keep them for a time.',
    toCourse: 'Go to the course',
    stays: 'What stays:',
    remains: [
      'Backups made until now still hold this client, until you remove them.',
      'Files you exported or printed.',
      'Traces in the memory cells of a solid-state disk, encrypted and unreadable without your passphrase or code.',
      'One line in the audit trail saying that a client was erased, and when. No name.',
    ],
    putAside: (vaults: string, folders: string) =>
      `${vaults}, locked and as it was then, until you delete the folder yourself: ${folders}`,
    typed: (code: string) => `Type the code ${code}`,
    typedHint: 'So that nobody is erased by mistake.',
    backup: 'Make a backup first',
    backupHint: 'It holds this client too. Leave it out if nothing is to remain.',
    act: 'Erase for good',
    done: (name: string) => `${name} is erased.`,
    certified: (name: string) => `${name} is erased. The audit trail has a line that certifies it.`,
    toBeFinished:
      'The records are gone. What is left of their place in the file will be finished at the next unlock; then the audit trail has its line that certifies it. If the disk is full, make some room before.',
  },

  audit: {
    lead: 'Every change to a record leaves a line here. It says what and when, never what was written.',
    limit:
      'Its honest limit: whoever can open this vault could rewrite the whole trail, so it shows others’ tampering, not your own.',
    filter: 'Show',
    client: 'Client',
    everyone: 'Everyone',
    from: 'From',
    to: 'To',
    anyDay: 'Any day',
    clear: 'Show all',
    columns: { seq: 'No.', at: 'When', what: 'What', kind: 'Record', client: 'Client' },
    caption: 'Audit trail, newest first',
    turn: {
      done: (act: string) => act,
      undone: (act: string) => `undone: ${act}`,
      redone: (act: string) => `done again: ${act}`,
    },
    noClient: 'the practice',
    kinds: {
      journal: 'history, for undo',
      certificate: 'certificate: nothing is left in the vault',
      vault: 'the vault',
      later: 'something a newer Kith keeps',
    },
    later: 'something a newer Kith did',
    gone: 'no longer here',
    more: 'Show older lines',
    end: 'This is the first line.',
    none: 'Nothing in this time.',
    noneNext: 'Take other days, or show all.',
    emptyTitle: 'Nothing yet',
    empty: 'The first change you make is the first line.',
    count: (count: number) => (count === 1 ? '1 line' : `${count} lines`),
    export: 'Export …',
    exportTitle: 'Export the audit trail',
    exportText:
      'The filtered lines are written to a file. It is not encrypted. It holds codes of clients, no names and no text.',
    exportAct: 'Export',
    exported: 'The file is written. It is not encrypted.',
    backwards: (from: Day, to: Day) => `${fullDay(from)} is after ${fullDay(to)}.`,
  },
};
