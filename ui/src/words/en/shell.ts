import { mac } from '../../lib/keys';

const ctrl = mac ? '⌘' : 'Ctrl';

export const shell = {
  rooms: { today: 'Today', clients: 'Clients', practice: 'Practice', settings: 'Settings' },
  navigation: 'Rooms',
  lock: 'Lock',
  search: 'Search everything',
  searchKey: `${ctrl} K`,
  saved: (time: string) => `Saved ${time}`,
  allSaved: 'Everything is saved',
  notSaved: (where: string, others: number) =>
    others > 0 ? `Not saved: ${where}, and ${others} more.` : `Not saved: ${where}.`,
  notSavedWhy: 'Your text is still here. Kith keeps trying.',
  retry: 'Try now',
  showUnsaved: 'Show',
  discardUnsaved: 'Discard text',
  status: 'Status',
  undo: (what: string | null) => (what ? `Undo ${what}` : 'Nothing to undo'),
  redo: (what: string | null) => (what ? `Redo ${what}` : 'Nothing to redo'),
  undoRefused: (what: string) => `Undo ${what}: not possible, a question about risk was answered above 0`,
  redoRefused: (what: string) => `Redo ${what}: not possible, a question about risk was answered above 0`,
  undone: (what: string) => `Undone: ${what}`,
  redone: (what: string) => `Done again: ${what}`,
  sections: 'Parts of the file',
  tabs: { overview: 'Overview', sessions: 'Sessions', map: 'Map', measures: 'Measures', focus: 'Focus' },
  textMenu: {
    name: 'Text',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    pasteByKey: `Here only ${ctrl} V pastes.`,
  },
  cover: {
    action: 'Cover the window',
    title: 'Kith is covered',
    uncover: 'Press any key or click to go on.',
  },
  palette: {
    title: 'Search',
    label: 'Find a client, a note or an action',
    clients: 'Clients',
    written: 'Written',
    actions: 'Actions',
    none: (typed: string) => `Nothing found for “${typed}”.`,
  },
  keys: {
    title: 'Keys',
    show: 'Show keys',
    list: [
      { keys: [ctrl, 'K'], does: 'Search clients, notes and actions' },
      { keys: ['N'], does: 'New: client, person, goal, by screen' },
      { keys: ['1', '…', '5'], does: 'Parts of a client’s file or of the practice' },
      { keys: ['0', '…', '5'], does: 'In an open session: answers of the measure' },
      { keys: [ctrl, 'Z'], does: 'Undo' },
      { keys: [ctrl, 'Shift', 'Z'], does: 'Redo' },
      { keys: [ctrl, '+', '−', '0'], does: 'Larger, smaller, usual size' },
      { keys: [ctrl, 'S'], does: 'Shows when all was saved' },
      { keys: [mac ? '⌥' : 'Alt', '← → ↑ ↓'], does: 'Move the view of an enlarged map' },
      { keys: ['F5'], does: 'Present: only the map, for two' },
      // On a Mac F8 controls music. The other keys work everywhere.
      { keys: mac ? [ctrl, 'Shift', 'H'] : ['F8'], does: 'Cover the window at once' },
      { keys: [ctrl, 'L'], does: 'Lock at once' },
      { keys: ['Esc'], does: 'Back' },
      { keys: ['?'], does: 'These keys' },
    ],
  },
};
