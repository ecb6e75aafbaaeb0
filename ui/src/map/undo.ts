import type { Attempt, Edit, EditKind, UndoState } from '../backend';

/** Undo and redo, done by the page around the map. */
export interface MapUndo {
  readonly attempt: Attempt;
  /** The edits that undo and redo would act on; undefined until they are known. */
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

/** Whether undoing an edit shows on the drawing. A presentation undoes no other edit. */
export function showsOnMap(edit: Edit | null | undefined): boolean {
  return edit ? onTheMap.includes(edit.kind) : false;
}
