import { untrack } from 'svelte';

type Save<T> = (value: T) => Promise<unknown>;

/** A save that keeps the owner of the text from the time of typing. Only `boundTo` makes one. */
export class BoundSave<T> {
  readonly #hold: () => Save<T>;

  constructor(hold: () => Save<T>) {
    this.#hold = hold;
  }

  /** The save for the present owner. It can run at any later time. */
  hold(): Save<T> {
    return this.#hold();
  }
}

/**
 * Binds a save to its owner at the time of typing. A save runs later: by then the props of its field may name another
 * person or session, so `save` uses `owner` and nothing else.
 */
export function boundTo<Owner, T>(
  owner: () => Owner,
  save: (owner: Owner, value: T) => Promise<unknown>,
): BoundSave<T> {
  return new BoundSave(() => {
    const held = untrack(owner);
    return (value) => save(held, value);
  });
}
