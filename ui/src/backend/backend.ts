import { commands, events, farthestNote, paperPoints } from './bindings';
import { faultOf } from './fault';
import { saves } from './saves.svelte';

export type * from './bindings';
export { events, farthestNote, paperPoints };

type Command = (...args: never[]) => Promise<unknown>;

function guarded<C extends Command>(command: C): C {
  const run = async (...args: Parameters<C>) => {
    try {
      const answer = await command(...args);
      saves.hear(answer);
      return answer;
    } catch (thrown) {
      throw faultOf(thrown);
    }
  };
  return run as unknown as C;
}

/**
 * All commands of the program. A refused command fails with a `Fault`; a successful save is announced to every `Live`.
 */
export const ask = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [name, guarded(command as Command)]),
) as unknown as typeof commands;
