import { boundTo, Fault, type BoundSave, type MapTie } from '../../backend';
import { roughDay } from '../../words';
import type { MapEditor } from '../editing/mapEditor.svelte';
import { dates, type PersonTextField } from '../model/personFields';

/** A text field of one person of the map. */
interface PersonTextOf {
  readonly editor: MapEditor;
  readonly person: string;
  readonly field: PersonTextField;
}

/** Whether a date field holds text that is no date. */
export function isNoDate(field: PersonTextField, text: string): boolean {
  return dates.includes(field) && text !== '' && roughDay(text) === null;
}

/** The name is required. */
export function isRequired(field: PersonTextField): boolean {
  return field === 'label';
}

export function savePersonText(of: () => PersonTextOf): BoundSave<string> {
  return boundTo(of, async ({ editor, person, field }, value) => {
    const text = value.trim();
    if (text === '' && isRequired(field)) return;
    // Text that is no date stays a draft: nothing else could read it.
    if (isNoDate(field, text)) throw new Fault({ code: 'rule_broken', rule: 'not_a_date' });
    if (text !== editor.textOf(person, field)) await editor.edit(person, { [field]: text || null });
  });
}

export function saveTieWords(
  of: () => { readonly editor: MapEditor; readonly tie: MapTie },
): BoundSave<string> {
  return boundTo(of, async ({ editor: { tiesAndNotes }, tie }, value) => {
    const text = value.trim();
    if (text !== (tiesAndNotes.between(tie.one, tie.other)?.words ?? '')) await tiesAndNotes.word(tie, text);
  });
}

export function saveNoteText(
  of: () => { readonly editor: MapEditor; readonly note: string },
): BoundSave<string> {
  return boundTo(of, async ({ editor: { tiesAndNotes }, note }, value) => {
    const text = value.trim();
    if (text === '' || text === tiesAndNotes.notes.find(({ id }) => id === note)?.text) return;
    await tiesAndNotes.rewriteNote(note, text);
  });
}
