import type { SnapshotKind } from '../../backend';
import type { Day } from '../../lib/dates';
import { fullDay } from '../dates';
import { map } from './map';

/** The map on paper and in files. */
export const mapPaper = {
  open: 'On paper…',
  title: 'The map on paper',
  what: 'What',
  whats: { now: 'The map as shown', both: 'Then and now', blank: 'A blank one, to fill in by hand' },
  page: 'Page',
  pages: { a4: 'A4', letter: 'Letter' },
  way: 'Direction',
  ways: { portrait: 'Portrait', landscape: 'Landscape' },
  naming: 'People as',
  unsaid: 'Notes, and words on ties, stay out: they may hold names.',
  leftOut: (count: number) =>
    count === 1
      ? 'One person is left out: the map is filtered.'
      : `${map.people(count)} are left out: the map is filtered.`,
  legend: 'With what the lines mean',
  sensitive: 'With people marked to be left out',
  file: 'File',
  files: { svg: 'SVG: sharp at any size', png: 'PNG: a picture for anywhere', pdf: 'PDF: a page to print' },
  preview: 'Preview of the page',
  plain: 'The file is not encrypted. Whoever has it can read it.',
  next: 'Write file…',
  askTitle: 'Write the map to a file',
  ask: 'A file outside the vault can be read by whoever has it. Type your passphrase to go on.',
  write: 'Write file',
  written: 'The file is written.',
  unpainted: 'The picture could not be made, and nothing was written. Choose PDF or SVG instead.',
  heading: 'Relationship map',
  then: (about: string) => `Then: ${about}`,
  now: (about: string) => `Now: ${about}`,
  about: (parts: readonly (string | null)[]) =>
    parts.filter((part) => part !== null && part !== '').join(' · '),
  session: (number: number, planned: number) => `session ${number} of ${planned}`,
  phases: {
    initial: 'initial phase',
    middle: 'middle phase',
    ending: 'ending phase',
    concluded: 'concluded',
  },
  day: fullDay,
  printedOn: (day: string) => `printed ${day}`,
  /** A version: "session 3 · 27 January 2026". */
  moment: (kind: SnapshotKind, session: number | null, date: Day) =>
    `${session === null ? map.snapshots[kind] : `session ${session}`} · ${fullDay(date)}`,
  /**
   * The whole page in words, for screen readers: its subject, the person in the centre, everybody around, and the
   * notes.
   */
  spoken: (about: string, maps: readonly string[]) => [`Relationship map: ${about}`, ...maps].join('. '),
  spokenMap: (title: string | null, client: string, people: readonly string[], notes: readonly string[]) =>
    [title ?? '', client === '' ? '' : `In the middle: ${client}`, ...people, ...notes]
      .filter((part) => part !== '')
      .join('; '),
  spokenBlank: 'An empty map, to fill in by hand',
  blankLine: 'Name · date · session',
  legendHeading: 'What the lines mean',
};
