import type { MapChange, MapTie, MentionKind, Quality, SnapshotKind } from '../../backend';
import type { Day } from '../../lib/dates';
import { dayOf, fullDay, roughDay, whenRoughly } from '../dates';
import { map } from './map';

const counts = ['no', 'one', 'two', 'three', 'four', 'five'];
const rings = (count: number) => `${counts[count] ?? count} ${count === 1 ? 'ring' : 'rings'}`;
/** The rings around the client; the outside is not counted. */
const ringCount = (scheme: string) => scheme.split(',').length - 1;
const ringsChanged = (from: number, to: number) =>
  from === to ? 'The rings have other names' : `There are ${rings(to)} instead of ${counts[from] ?? from}`;
const quality = (value: Quality | null) => map.qualities[value ?? 'unsaid'];
const drawn = (tie: MapTie) => [quality(tie.quality ?? null), tie.words].filter(Boolean).join(', ');
const inSession = (number: number | null) => (number === null ? '' : `session ${number}`);

/** The names that a change needs. Only the screen knows them. */
export interface Named {
  readonly name: string;
  /** The person at the other end of a tie between others. */
  readonly other: string;
  readonly from: string;
  readonly to: string;
}

/** The history of the map: versions, changes, replay, one person over time. */
export const mapHistory = {
  changes: {
    heading: 'What changed',
    none: 'Nothing changed on the map.',
    sentence: (change: MapChange, { name, other, from, to }: Named): string => {
      switch (change.change) {
        case 'rings':
          return ringsChanged(ringCount(change.from), ringCount(change.to));
        case 'new':
          return `${name} is new, ${to}`;
        case 'gone':
          return `${name} is no longer on the map`;
        case 'moved':
          return change.nearer > 0
            ? `${name} moved in ${rings(change.nearer)}: ${from} to ${to}`
            : `${name} moved out ${rings(-change.nearer)}: ${from} to ${to}`;
        case 'turned':
          return `${name} moved from ${from} to ${to}`;
        case 'tie':
          return `Tie with ${name}: ${quality(change.from)} to ${quality(change.to)}`;
        case 'died':
          return `${name} died ${whenRoughly(change.on)}${change.perhaps ? ', perhaps meanwhile' : ''}`;
        case 'tie_drawn':
          return `Tie between ${name} and ${other} drawn: ${drawn(change.tie)}`;
        case 'tie_redrawn':
          return `Tie between ${name} and ${other}: ${drawn(change.from)} to ${drawn(change.to)}`;
        case 'tie_dropped':
          return `Tie between ${name} and ${other} taken off`;
        case 'note_written':
          return `Note added: “${change.note.text}”`;
        case 'note_changed':
          return change.from.text === change.to.text
            ? `Note moved: “${change.to.text}”`
            : `Note “${change.from.text}” now says “${change.to.text}”`;
        case 'note_dropped':
          return `Note taken off: “${change.note.text}”`;
      }
    },
  },

  compare: {
    then: 'Then',
    now: 'Now',
    shape: 'Shown',
    beside: 'Side by side',
    over: 'One over the other',
    moment: (kind: SnapshotKind | null, number: number | null, date: Day | null) =>
      kind === null || date === null
        ? 'the map as it stands'
        : [inSession(number) || map.snapshots[kind], dayOf(date)].join(' · '),
    pictureThen: 'The map then',
    pictureNow: 'The map now',
    pictureBoth: 'The map now, with where people stood then',
    need: 'Keep a version first: then there is something to compare with.',
  },

  replay: {
    play: 'Play',
    pause: 'Pause',
    slider: 'Moment of the course',
    moment: (number: number | null, date: Day | null) =>
      date === null ? 'Now' : [inSession(number), fullDay(date)].filter(Boolean).join(', '),
    picture: (moment: string) => `The map: ${moment}`,
    first: 'The first drawing.',
    same: 'Nothing changed here.',
    need: 'Keep a version first: then there is something to replay.',
  },

  keep: {
    open: 'Keep a version with words…',
    title: 'Keep a version',
    change: 'Change this version',
    kind: 'Taken for',
    session: 'Session',
    noSession: 'no session: today',
    number: (number: number | null, date: Day) =>
      number === null ? dayOf(date) : `Session ${number}, ${dayOf(date)}`,
    notes: 'What was said about it',
    redraw: 'Draw it anew, as the map stands now',
    signed: 'The note of its session is signed: this version stays, and the changed one is kept beside it.',
    save: 'Keep',
    goOn: 'Go on from here',
    goOnHelp: 'The map becomes what it was then. This version stays as it is.',
  },

  removed: {
    heading: 'Removed',
    help: 'Taken off the map and kept, because the record speaks of them.',
    back: (name: string) => `Bring ${name} back`,
    title: (name: string) => `${name} is part of the record`,
    text: (places: number) =>
      places === 1
        ? 'One place in the record speaks of this person. It stays as it is; the person leaves the map and is kept as removed.'
        : `${places} places in the record speak of this person. They stay as they are; the person leaves the map and is kept as removed.`,
    aside: 'Remove, and keep in the record',
  },

  person: {
    heading: 'In the record',
    way: 'On the map',
    mentions: 'Events, notes and plans',
    none: 'Nothing yet.',
    now: 'now',
    notThere: 'not on the map',
    open: (number: number) => `Open session ${number}`,
    openFocus: 'Open focus',
    place: (ring: string, tie: Quality | null) =>
      tie === null ? map.ring(ring) : `${map.ring(ring)}, ${quality(tie)}`,
    kinds: {
      event: 'event',
      focus: 'focus',
      attended: 'came along',
      happened: 'happened',
      task: 'to try',
      conversation: 'conversation',
      helper: 'helps while the client is ill',
      distraction: 'safety plan: takes the mind off it',
      asked_for_help: 'safety plan: asked for help',
      situation: 'helps in a situation foreseen',
    } satisfies Record<MentionKind, string>,
    moods: {
      '-2': 'mood much lower',
      '-1': 'mood lower',
      '0': '',
      '1': 'mood higher',
      '2': 'mood much higher',
    },
    when: (number: number | null, date: string | null) =>
      number === null ? (date === null ? '' : (roughDay(date) ?? date)) : inSession(number),
  },

  more: {
    label: 'More about the map',
    tidy: 'Tidy',
    tidied: (count: number) =>
      count === 0 ? 'The map is tidy already.' : `Tidied: ${map.people(count)} turned within the ring.`,
    rings: 'Name the rings…',
    note: 'Put a note on the map…',
    show: {
      households: 'Show households',
      between: 'Show ties among others',
      among: 'Show who is in one event',
      notes: 'Show notes',
      wished: 'Show wishes',
      flow: 'Show who gives',
    },
    hide: {
      households: 'Hide households',
      between: 'Hide ties among others',
      among: 'Hide who is in one event',
      notes: 'Hide notes',
      wished: 'Hide wishes',
      flow: 'Hide who gives',
    },
  },

  rings: {
    title: 'Name the rings',
    help: 'From the client outwards. Three to five rings, and the outside.',
    ring: (number: number) => `Ring ${number}`,
    outside: 'Outside',
    more: 'One more ring',
    fewer: 'One ring fewer',
    usual: 'The usual names',
    save: 'Save',
  },

  present: {
    open: 'Present',
    title: 'Relationship map',
    chartTitle: 'Scores over the sessions',
    what: 'What is shown',
    whats: { map: 'Map', chart: 'Chart' },
    naming: 'People are shown as',
    namings: { names: 'Names', initials: 'Initials', roles: 'Roles' },
    undo: 'Undo',
    redo: 'Redo',
    taken: { undo: 'Undone', redo: 'Done again' },
    leave: 'Leave',
  },
};
