/** Two different groups of the recovery code, in order; `draw` gives numbers from 0 up to 1. */
export function twoGroups(count: number, draw: () => number): [number, number] {
  const first = Math.floor(draw() * count);
  const second = (first + 1 + Math.floor(draw() * (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}

const readAs: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** Brings typed text into the form of the code: ignores case, spaces and dashes, and reads O as 0, I and L as 1. */
export function asWritten(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\-–—]/gu, '')
    .replace(/[OIL]/gu, (letter) => readAs[letter] ?? letter);
}
