/** Sizes of everything on the page, in percent, as Settings offers them and the keys step through them. */
export const textSizes = [90, 100, 110, 125, 150, 175, 200] as const;
const usual = 100;

/** The size that a key asks for: Ctrl or Command with +, − or 0. Null for any other key. */
export function textSizeForKey(name: string, size: number): number | null {
  if (name === 'mod++' || name === 'mod+=') return textSizes.find((one) => one > size) ?? size;
  if (name === 'mod+-') return textSizes.findLast((one) => one < size) ?? size;
  return name === 'mod+0' ? usual : null;
}
