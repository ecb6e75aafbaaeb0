import type { CourseView, Glance, MapSnapshot, Phase } from '../../backend';
import { words } from '../../words';
import { describeNote, describePerson } from '../drawing/description';
import { filtered, type Filter } from '../model/filter';
import { displayed, type Display } from '../model/display';
import { numberOf, slotIdOf } from '../../lib/slots';
import type { PageMap } from './page';
import { kept, viewOf } from '../model/view';

export const whats = ['now', 'both', 'blank'] as const;
export type What = (typeof whats)[number];

/** The kind of page: the map on screen, two maps compared, or a blank one. */
export interface PageRequest {
  readonly what: What;
  /** The version on screen; null for the map of today. */
  readonly version: string | null;
  readonly then: string;
  readonly now: string;
  readonly filter: Filter;
  readonly wish: Display;
  readonly today: string;
}

/** The maps of a page, and its heading. */
export interface PageContent {
  readonly maps: readonly PageMap[];
  readonly about: string;
  /** The number of people hidden by the filter. */
  readonly leftOut: number;
  /** Whether words are left out because they may contain a name. */
  readonly unsaid: boolean;
}

const texts = words.mapPaper;

export function pageContent(course: CourseView, printing: PageRequest): PageContent {
  const { what, wish, filter, today } = printing;
  const find = (id: string | null) => course.course.map_snapshots?.find((version) => version.id === id);
  const looked = find(what === 'both' ? printing.now : printing.version);
  const whole = viewOf(course, looked);
  const view = displayed(whole, wish);
  const about = texts.about([
    view.client,
    ...stateOf(course.glance, looked),
    looked ? texts.printedOn(texts.day(today)) : texts.day(today),
  ]);
  const unsaid = wish.naming !== 'names';
  const mayName = ({ notes, between }: typeof whole) =>
    unsaid && (notes.length > 0 || between.some((tie) => tie.words !== null));
  switch (what) {
    case 'now': {
      const shown = filtered(view, filter);
      const leftOut = view.people.length - shown.people.length;
      return { maps: [{ view: shown, title: null }], about, leftOut, unsaid: mayName(whole) };
    }
    case 'both': {
      const then = find(printing.then);
      const before = viewOf(course, then);
      const maps = [
        { view: displayed(kept(before), wish), title: texts.then(momentOf(course.glance, then)) },
        { view: kept(view), title: texts.now(momentOf(course.glance, looked)) },
      ];
      return { maps, about, leftOut: 0, unsaid: mayName(before) || mayName(whole) };
    }
    case 'blank': {
      const blank = { ...view, client: '', people: [], among: [], between: [], notes: [] };
      return { maps: [{ view: blank, title: null }], about: texts.blankLine, leftOut: 0, unsaid: false };
    }
  }
}

/** The time in the course that a version shows: its session or date, or today. */
function stateOf(glance: Glance, version: MapSnapshot | undefined): readonly (string | null)[] {
  if (!version) {
    const used = glance.used > 0 ? texts.session(glance.used, glance.planned) : null;
    return [used, texts.phases[glance.phase]];
  }
  const phase = phaseAt(glance, version);
  return [momentOf(glance, version), phase && texts.phases[phase]];
}

function momentOf(glance: Glance, version: MapSnapshot | undefined): string {
  if (!version) return words.mapHistory.compare.moment(null, null, null);
  return texts.moment(version.kind, numberOf(glance.pips, version.session_number), version.date);
}

/** The phase of a version: that of its session, or else of the last session before its day. */
function phaseAt(glance: Glance, version: MapSnapshot): Phase | null {
  const slot = slotIdOf(glance.pips, version.session_number);
  const before = glance.pips.filter(({ number, date }) => number !== null && date <= version.date);
  return (glance.pips.find((pip) => pip.slot === slot) ?? before.at(-1))?.phase ?? null;
}

/** The page in words, for screen readers. It tells no more than the page shows. */
export function describePage(maps: readonly PageMap[], about: string): string {
  const spoken = maps.map(({ view, title }) =>
    view.people.length === 0 && view.client === ''
      ? texts.spokenBlank
      : texts.spokenMap(
          title,
          view.client,
          view.people.map((person) => describePerson(person, view)),
          view.notes.map((note) => describeNote(note, view)),
        ),
  );
  return texts.spoken(about, spoken);
}
