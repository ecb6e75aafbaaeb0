import type { Fault } from '../backend/fault';
import { words } from './en';

export { words };
export * from './dates';

interface Said {
  happened: string;
  doNext: string;
}

/** What happened and what to do now, for anything a command refuses. */
export function saidOf(fault: Fault): Said {
  const { code, rule } = fault.error;
  if (code === 'rule_broken' && rule) return words.rules(rule);
  const said = words.errors[code] ?? words.errors.unexpected;
  return typeof said === 'function' ? said(fault.error) : said;
}
