import { boundTo, Fault, type BoundSave, type MapTie } from '../backend';
import { roughDay } from '../words';
import type { Board } from './board.svelte';
import { dates, type PersonTextField } from './fields';

/** A text of one person of the map. */
interface PersonTextOf {
  readonly board: Board;
  readonly person: string;
  readonly field: PersonTextField;
}

/** A date field holds something that is no date. */
export function isNoDate(field: PersonTextField, text: string): boolean {
  return dates.includes(field) && text !== '' && roughDay(text) === null;
}

/** Nobody is without a name. */
export function isRequired(field: PersonTextField): boolean {
  return field === 'label';
}

export function savePersonText(of: () => PersonTextOf): BoundSave<string> {
  return boundTo(of, async ({ board, person, field }, value) => {
    const text = value.trim();
    if (text === '' && isRequired(field)) return;
    // It stays in its field until it is a date: nothing else could read it.
    if (isNoDate(field, text)) throw new Fault({ code: 'rule_broken', rule: 'not_a_date' });
    if (text !== board.textOf(person, field)) await board.edit(person, { [field]: text || null });
  });
}

export function saveTieWords(of: () => { readonly board: Board; readonly tie: MapTie }): BoundSave<string> {
  return boundTo(of, async ({ board: { drawn }, tie }, value) => {
    const text = value.trim();
    if (text !== (drawn.between(tie.one, tie.other)?.words ?? '')) await drawn.word(tie, text);
  });
}

export function saveNoteText(of: () => { readonly board: Board; readonly note: string }): BoundSave<string> {
  return boundTo(of, async ({ board: { drawn }, note }, value) => {
    const text = value.trim();
    if (text === '' || text === drawn.notes.find(({ id }) => id === note)?.text) return;
    await drawn.rewriteNote(note, text);
  });
}
