import type { CommandError, Edit } from '../backend/backend';
import type { Fault } from '../backend/fault';
import { words } from './en';
import type { Explanation } from './en/explanation';

export { words };
export { kinds, kindsCounted } from './en/kinds';
export { explainRule, missingWords } from './en/rules';
export type { Explanation } from './en/explanation';
export * from './dates';
export { dayAndTime, localDay, madeAt, moment } from './moment';

/** The words for a refused command. */
export function explainFault(fault: Fault): Explanation {
  const explanation = (words.errors[fault.code] ?? words.errors.unexpected) as
    Explanation | ((error: CommandError) => Explanation);
  return typeof explanation === 'function' ? explanation(fault.error) : explanation;
}

/** "move Leila" */
export function editWords(edit: Edit): string {
  return edit.about ? `${words.edits[edit.kind]} ${edit.about}` : words.edits[edit.kind];
}
