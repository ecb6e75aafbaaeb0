import { ask } from '../../backend';

let line: Promise<unknown> = Promise.resolve();

/** Tells the program which place is presented to a client, one after another; `null`: none any more. */
export function keepPresented(place: string | null) {
  // A lock ends every presentation by itself.
  line = line.then(() => ask.setPresented(place)).catch(() => undefined);
}
