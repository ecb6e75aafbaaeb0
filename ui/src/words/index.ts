import type { CommandError, Edit } from '../backend/backend';
import type { Fault } from '../backend/fault';
import { words } from './en';
import { rules } from './en/rules';
import type { Said } from './en/said';

export { words };
export { kinds, kindsCounted } from './en/kinds';
export { missingWords } from './en/rules';
export type { Said } from './en/said';
export * from './dates';
export { dayAndTime, madeAt, moment } from './moment';
/** Which rule of the course said no, and what can be done now. */
export const saidOfRule = rules;

/** What happened and what to do now, for anything a command refuses. */
export function saidOf(fault: Fault): Said {
  const said = (words.errors[fault.code] ?? words.errors.unexpected) as
    Said | ((error: CommandError) => Said);
  return typeof said === 'function' ? said(fault.error) : said;
}

/** "move Leila" */
export function editWords(edit: Edit): string {
  return edit.about ? `${words.edits[edit.kind]} ${edit.about}` : words.edits[edit.kind];
}
