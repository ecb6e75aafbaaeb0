import type { CourseView, MapNote, Person, Position, Quality, WaitingTie } from '../../backend';
import type { OptimisticValues } from '../../lib/optimistic.svelte';
import type { Place } from '../model/place';

/** Changes that are not in the record yet. */
interface UnsavedChanges {
  readonly places: OptimisticValues<Place | 'tray'>;
  readonly qualities: OptimisticValues<Quality | null>;
  readonly edits: OptimisticValues<Partial<Person>>;
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
    // A person who is put on the map keeps the tie that they had before, or else gets the one of the inventory.
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
