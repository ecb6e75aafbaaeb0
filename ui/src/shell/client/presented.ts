import { ask } from '../../backend';

let line: Promise<unknown> = Promise.resolve();

/** Tells the program which place is presented to a client, in order; `null` when the presentation ends. */
export function keepPresented(place: string | null) {
  // A lock ends every presentation.
  line = line.then(() => ask.setPresented(place)).catch(() => undefined);
}
