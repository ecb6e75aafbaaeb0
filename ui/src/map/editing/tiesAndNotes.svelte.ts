import { faultOf, type CourseView, type MapNote, type MapSnapshot, type MapTie } from '../../backend';
import { words } from '../../words';
import type { MapCommands } from './commands';
import { calledIn } from '../model/namesakes';
import type { NotePlace } from '../drawing/notes';
import { OptimisticValues } from '../../lib/optimistic.svelte';
import type { ItemDebounce } from './itemDebounce';

/** Runs a command after the earlier ones; undefined when it was refused. */
type Run = <T>(name: string, command: () => Promise<T>) => Promise<T | undefined>;

/** The place of a new note without a place of its own: beside the circles, at the top left. */
const beside: NotePlace = { angle: 315, distance: 1.15 };

/** The two directions of a tie are the same tie. */
function pair({ one, other }: Pick<MapTie, 'one' | 'other'>): string {
  return [one, other].sort().join(' ');
}

/** Edits the ties between other people and the notes, which are drawn by hand. */
export class TiesAndNotes {
  #course: () => CourseView;
  #version: () => MapSnapshot | undefined;
  #commands: MapCommands;
  #run: Run;
  #say: (text: string) => void;
  #debounce: ItemDebounce;
  #calledNow: (id: string) => string;
  #places: OptimisticValues<NotePlace>;
  /** Holds unsaved edits, so that words typed right after a quality was chosen do not undo the choice. */
  #unsavedTies: OptimisticValues<MapTie>;

  constructor(
    course: () => CourseView,
    version: () => MapSnapshot | undefined,
    commands: MapCommands,
    run: Run,
    say: (text: string) => void,
    debounce: ItemDebounce,
    calledNow: (id: string) => string,
  ) {
    this.#course = course;
    this.#version = version;
    this.#commands = commands;
    this.#run = run;
    this.#say = say;
    this.#debounce = debounce;
    this.#calledNow = calledNow;
    this.#places = new OptimisticValues(course);
    this.#unsavedTies = new OptimisticValues(course);
  }

  #called = $derived.by(() => calledIn(this.#course().course.people ?? []));

  /** The ties of the record, whether or not they are shown. */
  ties = $derived.by((): readonly MapTie[] => (this.#version() ?? this.#course().map).ties ?? []);

  notes = $derived.by((): readonly MapNote[] => (this.#version() ?? this.#course().map).placed_notes ?? []);

  /** The notes at their unsaved places. */
  over(notes: readonly MapNote[]): MapNote[] {
    return notes.map((note) => {
      const place = this.#places.get(note.id);
      return place ? { ...note, angle_deg: place.angle, distance: place.distance } : note;
    });
  }

  nameOf(person: string): string {
    return this.#called.get(person) ?? '';
  }

  between(one: string, other: string): MapTie | undefined {
    return this.ties.find(
      (tie) => (tie.one === one && tie.other === other) || (tie.one === other && tie.other === one),
    );
  }

  /** Adds a tie. An existing tie stays as it is. */
  async tie(one: string, other: string) {
    if (one === other || this.between(one, other)) return;
    if (await this.draw({ one, other, quality: null, words: null })) {
      this.#say(words.map.ties.drawn(this.#calledNow(one), this.#calledNow(other)));
    }
  }

  async draw(tie: MapTie): Promise<boolean> {
    this.#unsavedTies.set(pair(tie), tie);
    const kept = await this.#run(this.#named(tie), () => this.#commands.drawTie(tie));
    if (kept === undefined) this.#unsavedTies.refused(pair(tie), tie);
    else this.#unsavedTies.saved(pair(tie), tie);
    return kept !== undefined;
  }

  async quality(tie: MapTie, quality: MapTie['quality']) {
    await this.draw({ ...this.#now(tie), quality });
  }

  /** Fails when the change is refused, so that the words stay in their field. */
  async word(tie: MapTie, text: string) {
    if (!(await this.draw({ ...this.#now(tie), words: text.trim() || null }))) throw faultOf(undefined);
  }

  async drop({ one, other }: MapTie): Promise<boolean> {
    const drawing = this.#unsavedTies.get(pair({ one, other }));
    if (drawing) this.#unsavedTies.refused(pair(drawing), drawing);
    const kept = await this.#run(this.#named({ one, other }), () => this.#commands.dropTie(one, other));
    if (kept === undefined) return false;
    this.#say(words.map.ties.dropped(this.#calledNow(one), this.#calledNow(other)));
    return true;
  }

  /** A tie with its unsaved edits; also a new one that is not recorded yet. */
  #now(tie: MapTie): MapTie {
    return this.#unsavedTies.get(pair(tie)) ?? this.between(tie.one, tie.other) ?? tie;
  }

  async addNote(text: string, place: NotePlace = beside): Promise<boolean> {
    const kept = await this.#run(words.map.notes.name, () => this.#commands.addNote(text.trim(), place));
    return kept !== undefined;
  }

  /** Fails when the change is refused, so that the words stay in their field. */
  async rewriteNote(note: string, text: string) {
    const kept = await this.#run(words.map.notes.name, () => this.#commands.rewriteNote(note, text.trim()));
    if (kept === undefined) throw faultOf(undefined);
  }

  async moveNote(note: string, place: NotePlace) {
    this.#show(note, place);
    await this.#keep(note, place);
  }

  /** Moves a note by one key press: shown at once, saved after a pause. */
  nudgeNote(note: string, place: NotePlace) {
    this.#show(note, place);
    this.#debounce.after(note, () => void this.#keep(note, place));
  }

  #show(note: string, place: NotePlace) {
    this.#places.set(note, place);
    this.#say(words.map.notes.moved);
  }

  async #keep(note: string, place: NotePlace) {
    const kept = await this.#run(words.map.notes.name, () => this.#commands.moveNote(note, place));
    if (kept === undefined) this.#places.refused(note, place);
    else this.#places.saved(note, place);
  }

  async dropNote(note: string): Promise<boolean> {
    const kept = await this.#run(words.map.notes.name, () => this.#commands.dropNote(note));
    if (kept !== undefined) this.#say(words.map.notes.dropped);
    return kept !== undefined;
  }

  #named({ one, other }: Pick<MapTie, 'one' | 'other'>): string {
    return words.map.ties.between(this.#calledNow(one), this.#calledNow(other));
  }
}
