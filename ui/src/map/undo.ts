import type { Attempt, Edit, EditKind, UndoState } from '../backend';

/** Undo and redo, as whatever surrounds the map does them. */
export interface MapUndo {
  readonly attempt: Attempt;
  /** What they would do now; undefined until it is known. */
  readonly state: UndoState | undefined;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
}

const onTheMap: readonly EditKind[] = [
  'place_person',
  'unplace_person',
  'set_map_quality',
  'tidy_map',
  'name_rings',
  'draw_tie',
  'drop_tie',
  'write_map_note',
  'move_map_note',
  'drop_map_note',
];

/** Whether undoing an edit shows on the drawing. A presentation undoes nothing else. */
export function showsOnMap(edit: Edit | null | undefined): boolean {
  return edit ? onTheMap.includes(edit.kind) : false;
}
