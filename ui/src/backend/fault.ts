import type { CommandError } from './bindings';

export type ErrorCode = CommandError['code'];

/** A refused or failed command: what the program answered, and nothing else. */
export class Fault extends Error {
  readonly error: CommandError;

  constructor(error: CommandError) {
    super(error.code);
    this.name = 'Fault';
    this.error = error;
  }

  get code(): ErrorCode {
    return this.error.code;
  }

  /** Trying again later can help: the cause is the disk, not the content. */
  get passing(): boolean {
    return ['disk_full', 'read_only', 'vault_gone', 'not_saved', 'unexpected'].includes(this.code);
  }
}

function isCommandError(thrown: unknown): thrown is CommandError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string';
}

/** The framework reports its own failures as plain text. That text is for engineers and is not shown. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  if (isCommandError(thrown)) return new Fault(thrown);
  return new Fault({ code: 'unexpected', incident: '' });
}
