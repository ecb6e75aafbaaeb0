import { words } from '../../words';
import type { OnPage } from './page';
import { spokenNote, spokenOf } from '../drawing/description';

/** A page of maps in words, for whoever hears it: no more than is drawn on it. */
export function spokenPage(maps: readonly OnPage[], about: string): string {
  const said = words.mapPaper;
  const spoken = maps.map(({ view, title }) =>
    view.people.length === 0 && view.client === ''
      ? said.spokenBlank
      : said.spokenMap(
          title,
          view.client,
          view.people.map((person) => spokenOf(person, view)),
          view.notes.map((note) => spokenNote(note, view)),
        ),
  );
  return said.spoken(about, spoken);
}
