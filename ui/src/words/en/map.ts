import type {
  Alive,
  ContactFrequency,
  ContactMode,
  LifeContext,
  Partly,
  PersonCategory,
  Quality,
  SnapshotKind,
  Support,
} from '../../backend';
import type { Day } from '../../lib/dates';
import { dayOf } from '../dates';

const rings: Partial<Record<string, string>> = {
  core: 'core',
  close: 'close',
  matters: 'matter',
  distant: 'distant',
  outside: 'outside',
};

const qualities: Record<Quality | 'unsaid', string> = {
  supportive: 'supportive',
  mixed: 'mixed',
  distant: 'distant',
  strained: 'strained',
  conflict: 'conflict',
  cut_off: 'cut off',
  lost: 'lost',
  unsaid: 'not said yet',
};

const contexts: Record<LifeContext, string> = {
  household: 'household',
  family: 'family',
  friends: 'friends',
  work: 'work',
  community: 'community',
  services: 'services',
  past: 'past',
};

const snapshots: Record<SnapshotKind, string> = {
  baseline: 'baseline',
  mid: 'mid-course',
  ending: 'ending',
  other: 'another time',
};

const shortly: Record<SnapshotKind, string> = { ...snapshots, mid: 'mid', other: 'version' };

const categories: Record<PersonCategory, string> = {
  partner: 'partner',
  ex_partner: 'former partner',
  parent: 'parent',
  step_parent: 'step-parent',
  sibling: 'sibling',
  child: 'child',
  grandparent: 'grandparent',
  other_family: 'other family',
  in_law: 'in-law',
  friend: 'friend',
  colleague: 'colleague',
  boss: 'boss',
  neighbour: 'neighbour',
  professional: 'professional',
  community: 'community',
  faith: 'faith community',
  online: 'online',
  pet: 'pet',
  group: 'group',
  deceased_other: 'someone who died',
  other: 'someone else',
};

const alive: Record<Alive, string> = { alive: 'alive', deceased: 'died', unknown: 'not known' };

const frequencies: Record<ContactFrequency, string> = {
  daily: 'daily',
  weekly: 'weekly',
  fortnightly: 'fortnightly',
  monthly: 'monthly',
  few_times_year: 'a few times a year',
  yearly_or_less: 'once a year or less',
  none: 'none',
};

const modes: Record<ContactMode, string> = {
  in_person: 'in person',
  phone: 'phone',
  video: 'video',
  text: 'in writing',
  none: 'none',
};

const supports: Record<Support, string> = {
  emotional: 'emotional',
  practical: 'practical',
  advice: 'advice',
  company: 'company',
  financial: 'money',
  none: 'none',
};

const partly: Record<Partly, string> = { yes: 'yes', partly: 'partly', no: 'no' };

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

export const map = {
  heading: 'Relationship map',
  /** The text in the centre if people are shown without names. */
  client: 'client',
  rings,
  qualities,
  contexts,
  snapshots,
  categories,
  alive,
  frequencies,
  modes,
  supports,
  partly,
  /** A person with a namesake: "Anna (sister)". */
  told: (name: string, relation: string) => (relation === '' ? name : `${name} (${relation})`),
  /** The name of a ring. A name that the therapist chose stays as written. */
  ring: (name: string) => rings[name] ?? name,
  reciprocity: {
    takes_much: 'they take much more',
    takes: 'they take more',
    even: 'even',
    gives: 'they give more',
    gives_much: 'they give much more',
  },

  drawing: {
    name: 'Drawing of the relationships',
    keys: 'Up and Down move the person a ring nearer or farther, Left and Right around the client, with Shift by more. Page Up and Page Down go from person to person. Enter shows details, T draws a tie to another, Delete puts back in the tray. Alt with an arrow looks about in an enlarged drawing.',
    keysShort:
      '↑ ↓ nearer, farther · ← → around, Shift by more · Page Up, Page Down: next person · Enter: details · T: tie · Delete: to the tray · Alt + arrows: move the view',
    gives: { both: 'gives and receives', toClient: 'gives', toPerson: 'receives', none: '' },
    outline: (parts: readonly string[]) => parts.filter((part) => part !== '').join(', '),
    died: 'died',
    focus: 'in the focus',
    wanted: (ring: string) => `wished: ${ring}`,
    moved: (name: string, ring: string, context: string) =>
      context === '' ? `${name}: ${ring}` : `${name}: ${ring}, ${context}`,
    putBack: (name: string) => `${name} is back in the tray`,
    here: (ring: string, context: string) => (context === '' ? ring : `${ring} · ${context}`),
    zoom: 'Zoom',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit to window',
  },

  empty: {
    title: 'Who is in this life?',
    help: 'Add the people who matter, for better or worse: a name, a comma, what they are. Then drag each to the ring that feels right.',
  },

  tray: {
    heading: 'Not placed yet',
    add: 'Add person',
    placeholder: 'Leila, daughter',
    addHint: 'Name, relation and Enter',
    added: (name: string) => `${name} added to the tray`,
    place: (name: string) => `Place ${name} on the map`,
    needsName: 'Begin with a name.',
    notAdded: (text: string) => `“${text}” was not added. Type it again.`,
  },

  versions: {
    label: 'Version of the map',
    now: 'Now',
    option: (kind: SnapshotKind, session: number | null, date: Day) =>
      session === null ? `${shortly[kind]}, ${dayOf(date)}` : `${session} · ${shortly[kind]}`,
    spoken: (kind: SnapshotKind, session: number | null, date: Day) =>
      session === null
        ? `${snapshots[kind]}, ${dayOf(date)}`
        : `${snapshots[kind]}, session ${session}, ${dayOf(date)}`,
    viewing: (kind: SnapshotKind, session: number | null, date: Day) =>
      session === null
        ? `The map as it was on ${dayOf(date)} (${snapshots[kind]}). Nothing here can be changed.`
        : `The map as it was in session ${session}, ${dayOf(date)} (${snapshots[kind]}). Nothing here can be changed.`,
    back: 'Back to now',
    change: 'Change this version',
    take: 'Keep a version',
    takeKind: {
      baseline: 'Take baseline',
      mid: 'Take mid-course version',
      ending: 'Take ending version',
      other: 'Take another version',
    },
    pinned: (take: string, session: number | null) =>
      session === null ? take : `${take} · session ${session}`,
    taken: (kind: SnapshotKind) => `The ${snapshots[kind]} version is kept.`,
  },

  filter: {
    label: 'Who is shown',
    all: 'All people',
    family: 'Family',
    friends: 'Friends',
    work: 'Work',
    around: 'Community, services',
    tense: 'Tense ties',
    focus: 'Focus',
    hidden: (count: number) => `${people(count)} not shown`,
  },

  mode: { label: 'Show as', drawing: 'Map', then: 'Then and now', replay: 'Replay', table: 'Table' },

  legend: {
    heading: 'What the lines mean',
    person: 'person',
    group: 'group',
    service: 'service',
    pet: 'pet',
    died: 'died',
    focus: 'in the focus',
    wanted: 'closeness wished',
    arrow: 'arrow: towards who receives',
    household: 'lives with the client',
    together: 'in one event together',
    between: 'tie between two others',
    was: 'stood here then',
  },

  panel: {
    label: (name: string) => `About ${name}`,
    close: 'Close details',
    closeness: 'Closeness',
    wanted: 'Wished closeness',
    quality: 'What the tie is like',
    contact: 'Contact',
    modes: 'How they are in touch',
    confides: 'Confides in them',
    knows: 'Knows of the client’s illness',
    received: 'Support received',
    given: 'Support given',
    reciprocity: 'Give and take',
    about: 'About them',
    name: 'Name',
    relation: 'Relation',
    category: 'What they are',
    context: 'Part of life',
    alive: 'Living',
    deathDate: 'Died on',
    metOn: 'Known since',
    felt: 'Closeness as first told',
    questions: {
      satisfying: 'What is good',
      unsatisfying: 'What is hard',
      expectations_of_them: 'Expects of them',
      their_expectations: 'What they expect',
      wanted_change: 'Wanted change',
      change_around_onset: 'Around the onset',
      communication: 'How they talk about hard things',
      history: 'How it has been',
    },
    ally: 'A possible ally: help not yet used',
    focus: 'In the focus',
    sensitive: 'Not for the client’s eyes: left out when presenting and in print',
    notSaid: 'not said',
    dateHint: 'As exactly as it is known: 2024, 2024-spring, 2024-Q3, 2024-09, 2024-09-12',
    unplace: 'Put back in the tray',
    place: 'Put on the map',
    remove: 'Remove person',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeText:
      'This takes the person out of the inventory and off the map. Versions already kept stay as they were. It can be undone.',
    keep: 'Keep',
    notSaved: 'not saved: it is tried again',
    nameNeeded: 'A name is needed.',
    dateNeeded:
      'Write a year, season, quarter, month or day: 2024, 2024-spring, 2024-Q3, 2024-09, 2024-09-12.',
  },

  ties: {
    heading: 'Ties to others',
    all: 'Ties among others',
    none: 'None drawn yet.',
    tieTo: 'Tie to…',
    find: 'With whom? Type a name',
    nobody: 'Nobody of this name on the map',
    between: (one: string, other: string) => `${one} and ${other}`,
    quality: (one: string, other: string) => `Tie between ${one} and ${other}`,
    words: (one: string, other: string) => `In a word: ${one} and ${other}`,
    hint: 'in a word',
    drop: (one: string, other: string) => `Take off the tie between ${one} and ${other}`,
    who: 'Between',
    with: 'and',
    draw: 'Draw tie',
    needsTwo: 'Choose two people.',
    drawn: (one: string, other: string) => `${one} and ${other}: tie drawn`,
    dropped: (one: string, other: string) => `${one} and ${other}: tie taken off`,
    handle: (name: string) => `Draw a tie from ${name}`,
    spoken: (name: string, quality: Quality | null, words: string | null) =>
      [`with ${name}:`, [quality ? qualities[quality] : 'tied', words].filter(Boolean).join(', ')].join(' '),
  },

  notes: {
    heading: 'Notes on the map',
    none: 'None yet.',
    add: 'Put a note',
    title: 'A note on the map',
    text: 'What it says',
    textOf: (text: string) => `Note: ${text}`,
    save: 'Put on the map',
    keep: 'Keep',
    drop: 'Take off the map',
    dropOf: (text: string) => `Take off the note ${text}`,
    needed: 'A note says something.',
    spoken: (text: string, where: string) => `Note: ${text} (${where})`,
    near: (name: string) => `near ${name}`,
    moved: 'Note moved',
    dropped: 'Note taken off',
    name: 'note',
  },

  table: {
    caption: 'Everybody on the map and in the tray',
    person: 'Person',
    relation: 'Relation',
    closeness: 'Closeness',
    direction: 'Direction (°)',
    directionNeeded: 'A number, 0 to 359',
    quality: 'Tie',
    contact: 'Contact',
    inTray: 'in the tray',
    parts: 'What of the inventory',
    partNames: {
      map: 'On the map',
      contact: 'Contact',
      support: 'Support',
      words: 'In words',
      about: 'About them',
    },
    details: (name: string) => `Details of ${name}`,
    of: (column: string, name: string) => `${column} of ${name}`,
    more: 'Details',
    empty: 'Nobody yet. Add the first person above.',
  },

  closed: 'This course is concluded: its map is kept as it stands.',
  failed: (name: string) => `${name} was put back: the change was not saved.`,
  people,
};
