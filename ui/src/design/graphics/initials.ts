const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most two letters for a name: "Farida R." gives "FR", "mother" gives "M". An emoji stays as it is. */
export function initials(name: string): string {
  const parts = name.trim().split(/[\s,]+/u);
  const ends = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : parts;
  const first = ends
    .map((part) => [...letters.segment(part ?? '')].find((it) => /[\p{L}\p{N}]/u.test(it.segment))?.segment)
    .filter((letter) => letter !== undefined)
    .join('')
    .toLocaleUpperCase();
  return first || ([...letters.segment(name.trim())][0]?.segment ?? '');
}
