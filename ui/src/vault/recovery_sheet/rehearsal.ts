/** Two different groups of the recovery code, in order; `draw` gives numbers from 0 up to 1. */
export function twoGroups(count: number, draw: () => number): [number, number] {
  const first = Math.floor(draw() * count);
  const second = (first + 1 + Math.floor(draw() * (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}

const readAs: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** What was read from the sheet, as the code means it: case, spaces, dashes and look-alikes do not matter. */
export function asWritten(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\-–—]/gu, '')
    .replace(/[OIL]/gu, (letter) => readAs[letter] ?? letter);
}
