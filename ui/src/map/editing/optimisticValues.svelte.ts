import type { CourseView, MapNote, Person, Position, Quality, WaitingTie } from '../../backend';
import type { Place } from '../model/place';
import { SvelteMap } from 'svelte/reactivity';

interface Waiting<T, Seen> {
  readonly value: T;
  /** What was on screen when it was saved: once something newer is there, the record speaks for itself. */
  readonly savedOver: Seen | undefined;
}

/** Values shown before the program has saved them, and removed when the program refuses them. */
export class OptimisticValues<T, Seen extends object> {
  #waiting = new SvelteMap<string, Waiting<T, Seen>>();
  #seen: () => Seen;

  constructor(seen: () => Seen) {
    this.#seen = seen;
  }

  get(key: string): T | undefined {
    const waiting = this.#waiting.get(key);
    if (!waiting) return undefined;
    return waiting.savedOver === undefined || waiting.savedOver === this.#seen() ? waiting.value : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  keys(): string[] {
    return [...this.#waiting.keys()].filter((key) => this.has(key));
  }

  set(key: string, value: T) {
    this.#waiting.set(key, { value, savedOver: undefined });
  }

  /** The program has it; it stays on screen until the record has been read again. */
  saved(key: string, value: T) {
    if (this.#waiting.get(key)?.value === value) this.#waiting.set(key, { value, savedOver: this.#seen() });
  }

  refused(key: string, value: T) {
    if (this.#waiting.get(key)?.value === value) this.#waiting.delete(key);
  }
}

/** Changes that are not in the record yet. */
interface UnsavedChanges {
  readonly places: OptimisticValues<Place | 'tray', CourseView>;
  readonly qualities: OptimisticValues<Quality | null, CourseView>;
  readonly edits: OptimisticValues<Partial<Person>, CourseView>;
  readonly notes: (notes: readonly MapNote[]) => MapNote[];
}

/** The course with the unsaved changes applied. */
export function withUnsavedChanges(
  { course, map, ...rest }: CourseView,
  { places, qualities, edits, notes }: UnsavedChanges,
): CourseView {
  const moved = places.keys();
  const still = map.positions.filter(({ person_id }) => !moved.includes(person_id));
  const placed = moved.flatMap((id): Position[] => {
    const place = places.get(id);
    if (place === undefined || place === 'tray') return [];
    // Whoever is put on the map brings along the tie that waited, else what the inventory says of it.
    const tie = [...map.positions, ...(map.waiting ?? [])].find(({ person_id }) => person_id === id);
    const { quality = null } = tie ?? course.people?.find((person) => person.id === id) ?? {};
    return [{ person_id: id, ring: place.ring, angle_deg: place.angle, quality }];
  });
  const told = <Tie extends WaitingTie>(tie: Tie): Tie => {
    const quality = qualities.get(tie.person_id);
    return quality === undefined ? tie : { ...tie, quality };
  };
  const positions = [...still, ...placed].map(told);
  const off = map.positions.filter(({ person_id }) => places.get(person_id) === 'tray');
  const waiting = [...(map.waiting ?? []), ...off].map(({ person_id, quality }) =>
    told({ person_id, quality }),
  );
  const people = course.people?.map((person) => ({ ...person, ...edits.get(person.id) })) ?? null;
  const order = people?.map(({ id }) => id) ?? [];
  positions.sort((one, other) => order.indexOf(one.person_id) - order.indexOf(other.person_id));
  const placed_notes = notes(map.placed_notes ?? []);
  return { ...rest, course: { ...course, people }, map: { ...map, positions, placed_notes, waiting } };
}
