import { ask } from '../backend';
import type { MapCommands } from './board.svelte';

/** The commands of the program that the map of one course uses. */
export function commandsFor(course: () => string): MapCommands {
  return {
    add: async (text) => (await ask.addPerson(course(), text)).id,
    edit: (person) => ask.editPerson(course(), person),
    place: (person, { ring, angle }) => ask.placePerson(course(), person, ring, angle),
    unplace: (person) => ask.unplacePerson(course(), person),
    setQuality: (person, quality) => ask.setMapQuality(course(), person, quality),
    takeSnapshot: (kind, slot, notes) => ask.takeSnapshot(course(), kind, slot, notes),
  };
}
