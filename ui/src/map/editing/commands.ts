import { ask, type MapTie, type Person, type Quality, type SnapshotKind } from '../../backend';
import type { Place } from '../model/place';
import type { NotePlace } from '../drawing/notes';

/** The commands that the map needs. */
export interface MapCommands {
  add(text: string): Promise<string>;
  edit(person: Person): Promise<unknown>;
  place(person: string, place: Place): Promise<unknown>;
  unplace(person: string): Promise<unknown>;
  setQuality(person: string, quality: Quality | null): Promise<unknown>;
  takeSnapshot(kind: SnapshotKind, slot: string | null, notes: string | null): Promise<unknown>;
  drawTie(tie: MapTie): Promise<unknown>;
  dropTie(one: string, other: string): Promise<unknown>;
  addNote(text: string, place: NotePlace): Promise<unknown>;
  rewriteNote(note: string, text: string): Promise<unknown>;
  moveNote(note: string, place: NotePlace): Promise<unknown>;
  dropNote(note: string): Promise<unknown>;
}

/** The commands of the program that the map of one course uses. */
export function commandsFor(course: string): MapCommands {
  return {
    add: async (text) => (await ask.addPerson(course, text)).id,
    edit: (person) => ask.editPerson(course, person),
    place: (person, { ring, angle }) => ask.placePerson(course, person, ring, angle),
    unplace: (person) => ask.unplacePerson(course, person),
    setQuality: (person, quality) => ask.setMapQuality(course, person, quality),
    takeSnapshot: (kind, slot, notes) => ask.takeSnapshot(course, kind, slot, notes),
    drawTie: (tie) => ask.drawTie(course, tie),
    dropTie: (one, other) => ask.dropTie(course, one, other),
    addNote: (text, { angle, distance }) => ask.addMapNote(course, text, angle, distance),
    rewriteNote: (note, text) => ask.rewriteMapNote(course, note, text),
    moveNote: (note, { angle, distance }) => ask.moveMapNote(course, note, angle, distance),
    dropNote: (note) => ask.dropMapNote(course, note),
  };
}
