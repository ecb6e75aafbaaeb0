import type { Attempt, Edit, EditKind } from '../backend';

/** Undo and redo, as whatever surrounds the map does them. */
export interface MapUndo {
  readonly attempt: Attempt;
  undo(): Promise<void>;
  redo(): Promise<void>;
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
export function showsOnMap(edit: Edit | null): boolean {
  return edit !== null && onTheMap.includes(edit.kind);
}
