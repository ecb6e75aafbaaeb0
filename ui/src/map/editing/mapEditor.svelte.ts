import { faultOf, viewOfOne } from '../../backend';
import type { CourseView, Fault, Person, Quality, SnapshotKind } from '../../backend';
import { words } from '../../words';
import type { MapCommands } from './commands';
import type { PersonTextField } from '../model/personFields';
import { TiesAndNotes } from './tiesAndNotes.svelte';
import { filtered, peopleShown, type Filter } from '../model/filter';
import { sectorAt, type Place, freePlace } from '../model/place';
import { DisplayState } from './displayState.svelte';
import { OptimisticValues } from '../../lib/optimistic.svelte';
import { withUnsavedChanges } from './unsavedChanges';
import { ItemDebounce } from './itemDebounce';
import { placeName } from '../drawing/description';
import { mapPerson, viewOf, type MapPerson } from '../model/view';

interface Refused {
  readonly name: string;
  readonly fault: Fault;
}

/** The state of the map while it is edited: the selected person, the unsaved changes, the version shown. */
export class MapEditor {
  selected = $state.raw<string | null>(null);
  filter = $state.raw<Filter>('all');
  /** The snapshot on screen; null for the working map. */
  version = $state.raw<string | null>(null);
  readonly display = new DisplayState();
  readonly tiesAndNotes: TiesAndNotes;
  /** The person from whom a tie is being drawn while the name of the other is typed. */
  tying = $state.raw<string | null>(null);
  refused = $state.raw<Refused | null>(null);
  /** Text for screen readers. */
  announcement = $state.raw('');

  #course: () => CourseView;
  #commands: MapCommands;
  #places: OptimisticValues<Place | 'tray'>;
  #edits: OptimisticValues<Partial<Person>>;
  #qualities: OptimisticValues<Quality | null>;
  #lastCommand: Promise<unknown> = Promise.resolve();
  #debounce = new ItemDebounce();

  constructor(course: () => CourseView, commands: MapCommands) {
    const own = (this.#course = viewOfOne(course));
    this.#commands = commands;
    this.#places = new OptimisticValues(own);
    this.#edits = new OptimisticValues(own);
    this.#qualities = new OptimisticValues(own);
    this.tiesAndNotes = new TiesAndNotes(
      own,
      () => this.snapshot,
      commands,
      (name, command) => this.#try(name, command),
      (text) => (this.announcement = text),
      this.#debounce,
      (id) => this.#calledNow(id),
    );
  }

  snapshot = $derived.by(() => this.#course().course.map_snapshots?.find(({ id }) => id === this.version));

  /** The course as it was last read. */
  course = $derived.by(() => this.#course());

  /** The map of a concluded course cannot be changed. */
  closed = $derived.by(() => this.#course().glance.status === 'closed');

  fixed = $derived.by(() => this.closed || this.snapshot !== undefined);

  /** The course with the unsaved changes applied. */
  #shown = $derived.by(() =>
    withUnsavedChanges(this.#course(), {
      places: this.#places,
      qualities: this.#qualities,
      edits: this.#edits,
      notes: (notes) => this.tiesAndNotes.over(notes),
    }),
  );

  view = $derived.by(() => this.display.over(viewOf(this.#shown, this.snapshot)));

  /** Nobody has been added yet. */
  bare = $derived.by(() => this.view.people.length === 0 && this.view.tray.length === 0);

  /** The middle ring, for a person about whose closeness nothing is known. */
  middleRing = $derived.by(() => this.view.rings[Math.floor((this.view.rings.length - 1) / 2)]?.ring ?? 1);

  /** The map with only the people whom the filter shows. */
  shown = $derived.by(() => filtered(this.view, this.filter));

  people = $derived.by(() => this.shown.people);

  /** The number of people whom the filter hides. */
  missing = $derived.by(() => this.view.people.length - this.people.length);

  /** The people of the tray whom the filter shows. */
  waiting = $derived.by(() => {
    const waiting = this.view.tray.flatMap(({ id }) => this.visitor(id) ?? []);
    return peopleShown(waiting, this.filter).map(({ person }) => person);
  });

  person = $derived.by(() => this.#shown.course.people?.find(({ id }) => id === this.selected));

  find(id: string): MapPerson | undefined {
    return this.view.people.find((person) => person.id === id);
  }

  /** A person of the tray as they would look on the map. */
  visitor(id: string): MapPerson | undefined {
    const person = this.view.tray.find((it) => it.id === id);
    return person && mapPerson(person, { person_id: id, ring: 1, angle_deg: 0, quality: person.quality }, 1);
  }

  textOf(id: string, field: PersonTextField): string {
    return this.#shown.course.people?.find((person) => person.id === id)?.[field] ?? '';
  }

  select(id: string | null) {
    this.flush();
    this.refused = null;
    this.selected = id;
    this.tying = null;
  }

  /** Opens the details of a person at the field that draws a tie to another. */
  tieFrom(id: string) {
    this.select(id);
    this.tying = id;
  }

  async add(text: string): Promise<boolean> {
    const name = text.split(',')[0]?.trim() ?? '';
    const id = await this.#try(name, () => this.#commands.add(text.trim()));
    if (id !== undefined) this.announcement = words.map.tray.added(name);
    return id !== undefined;
  }

  place(id: string, place: Place) {
    this.#show(id, place);
    void this.#keep(id, place);
  }

  /** Moves a person by one key press: shown at once, saved after a pause. */
  nudge(id: string, place: Place) {
    this.#show(id, place);
    this.#debounce.after(id, () => void this.#keep(id, place));
  }

  flush() {
    this.#debounce.flush();
  }

  /** Resolves once every change so far is saved. */
  allSaved(): Promise<unknown> {
    this.flush();
    return this.#lastCommand;
  }

  /**
   * Puts a person in a ring; by default in the one that is recorded as felt. A new person on the map gets a free place
   * in their life context.
   */
  placeInRing(person: Person, ring = person.closeness_felt ?? this.middleRing) {
    const placed = this.find(person.id);
    const place = placed ? { ring, angle: placed.angle } : freePlace(person, ring, this.view.people);
    this.place(person.id, place);
  }

  unplace(id: string) {
    // In a presentation nobody may vanish from the drawing.
    if (this.display.forClient) return;
    const person = this.find(id);
    this.#places.set(id, 'tray');
    this.announcement = words.map.drawing.putBack(person?.label ?? '');
    void this.#keep(id, 'tray');
  }

  /** Saves a choice in the panel. A failure is shown beside the map. */
  async change(id: string, change: Partial<Person>) {
    await this.edit(id, change).catch(() => undefined);
  }

  /** Fails when the change is refused, so that a text stays in its field. */
  async edit(id: string, change: Partial<Person>) {
    const edits = { ...this.#edits.get(id), ...change };
    this.#edits.set(id, edits);
    const label = this.#calledNow(id);
    const kept = await this.#try(label, () => {
      const person = this.#course().course.people?.find((it) => it.id === id);
      return person ? this.#commands.edit({ ...person, ...edits }) : Promise.resolve(null);
    });
    if (kept === undefined) {
      this.#edits.refused(id, edits);
      throw this.refused?.fault ?? faultOf(undefined);
    }
    this.#edits.saved(id, edits);
  }

  /** Sets the present quality of the tie. Before a person was ever on the map it belongs to the inventory. */
  async setQuality({ id }: Person, quality: Quality | null) {
    const waits = this.#shown.map.waiting?.some(({ person_id }) => person_id === id);
    if (!waits && !this.find(id)) return this.change(id, { quality });
    this.#qualities.set(id, quality);
    const kept = await this.#try(this.#calledNow(id), () => this.#commands.setQuality(id, quality));
    if (kept === undefined) this.#qualities.refused(id, quality);
    else this.#qualities.saved(id, quality);
  }

  async takeSnapshot(kind: SnapshotKind, slot: string | null, notes: string | null = null) {
    const kept = await this.#try(words.map.heading, () => this.#commands.takeSnapshot(kind, slot, notes));
    if (kept !== undefined) this.announcement = words.map.versions.taken(kind);
  }

  #show(id: string, place: Place) {
    this.#places.set(id, place);
    const { ring, context } = placeName(place, this.view.rings);
    const name = this.#calledNow(id);
    this.announcement = words.map.drawing.moved(name, ring, sectorAt(place.angle) ? context : '');
  }

  async #keep(id: string, place: Place | 'tray') {
    const kept = await this.#try(this.#calledNow(id), () =>
      place === 'tray' ? this.#commands.unplace(id) : this.#commands.place(id, place),
    );
    if (kept === undefined) this.#places.refused(id, place);
    else this.#places.saved(id, place);
  }

  /** The name of a person as the map shows it now, so that announcements tell no more than the drawing. */
  #calledNow(id: string): string {
    return this.display.naming === 'names' ? this.tiesAndNotes.nameOf(id) : (this.find(id)?.label ?? '');
  }

  /** Runs one command after another, in order. Undefined when a command was refused. */
  #try<T>(name: string, command: () => Promise<T>): Promise<T | undefined> {
    this.flush();
    const run = this.#lastCommand.then(async () => {
      try {
        const answer = await command();
        this.refused = null;
        return answer;
      } catch (thrown) {
        this.refused = { name, fault: faultOf(thrown) };
        return undefined;
      }
    });
    this.#lastCommand = run;
    return run;
  }
}
