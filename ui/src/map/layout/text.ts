/** The width of a text in the typeface of the interface, in pixels. */
export type Measure = (text: string, size: number, weight: Weight) => number;
type Weight = 'regular' | 'bold';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The most characters of a label. The panel shows longer names in full. */
const longest = 120;

/** The first characters of a text, as a person counts them, on one line. */
function lettersOf(text: string): string[] {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  // In plain text each code unit is one character, so the slow segmentation is not needed.
  if (/^[ -~]*$/u.test(line)) return Array.from(line.slice(0, longest));
  const letters: string[] = [];
  for (const { segment } of graphemes.segment(line)) {
    letters.push(segment);
    if (letters.length >= longest) break;
  }
  return letters;
}

/** The letter inside a node: the first letter of a name, or its first character. */
export function initialOf(label: string): string {
  const letters = lettersOf(label);
  const letter = letters.find((it) => /[\p{L}\p{N}]/u.test(it)) ?? letters[0] ?? '';
  return letter.toLocaleUpperCase();
}

/** The longest start of the letters that fits the width together with the ending. */
function startOf(letters: readonly string[], behind: string, fits: (text: string) => boolean): string[] {
  let low = 1;
  let high = letters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(letters.slice(0, middle).join('').trimEnd() + behind)) low = middle;
    else high = middle - 1;
  }
  return letters.slice(0, low);
}

/** A text on at most so many lines, none wider than asked. The rest is replaced by an ellipsis. */
export function wrapped(
  text: string,
  width: number,
  lines: number,
  measure: (text: string) => number,
): string[] {
  const fits = (line: string) => measure(line) <= width;
  const letters = lettersOf(text);
  const whole = letters.join('');
  if (whole === '' || fits(whole)) return whole === '' ? [] : [whole];
  if (lines <= 1) return [startOf(letters, '…', fits).join('').trimEnd() + '…'];
  const even = evenBreak(whole, fits, measure);
  if (lines === 2 && even) return even;

  let start = startOf(letters, '', fits);
  const space = start.lastIndexOf(' ');
  const inWord = letters[start.length] !== ' ' && start.length < letters.length;
  if (inWord && space > 0) start = start.slice(0, space);
  const wordEnd = letters.indexOf(' ');
  if (inWord && space <= 0 && wordEnd > 0) {
    const word = startOf(letters.slice(0, wordEnd), '…', fits).join('') + '…';
    return [word, ...wrapped(letters.slice(wordEnd).join(''), width, lines - 1, measure)];
  }
  const rest = letters.slice(start.length).join('');
  return [start.join('').trim(), ...wrapped(rest, width, lines - 1, measure)];
}

/** The width of a text on one line, or on two if that is less. */
export function leastWidth(text: string, measure: (text: string) => number): number {
  const whole = lettersOf(text).join('');
  const even = evenBreak(whole, () => true, measure) ?? [whole];
  return Math.max(...even.map(measure));
}

/** The break between two words that makes two lines most equal. */
function evenBreak(
  whole: string,
  fits: (line: string) => boolean,
  measure: (text: string) => number,
): string[] | undefined {
  const words = whole.split(' ');
  const breaks = words
    .slice(1)
    .map((_, index) => [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')] as const)
    .filter(([one, two]) => fits(one) && fits(two))
    .map(([one, two]) => ({ lines: [one, two], width: Math.max(measure(one), measure(two)) }));
  breaks.sort((one, other) => one.width - other.width);
  return breaks[0]?.lines;
}

/** Estimated widths of characters, in parts of the size and rather too wide, for when nothing can be measured. */
export const estimated: Measure = (text, size, weight) => {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += emsOf(segment);
  return width * size * (weight === 'bold' ? 1.06 : 1);
};

function emsOf(letter: string): number {
  if (/\p{Extended_Pictographic}/u.test(letter)) return 1.4;
  if (/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/u.test(letter)) return 1.05;
  if (/[\u3400-\u4dbf]/u.test(letter) || (letter.codePointAt(0) ?? 0) > 0xffff) return 1.1;
  if (/[mwMWQO@%—…]/u.test(letter)) return 0.92;
  if (/[iljftrI.,;:'’!|()[\] -]/u.test(letter)) return 0.4;
  return /\p{Lu}/u.test(letter) ? 0.74 : 0.64;
}

/** Measures on a canvas in the given typeface and remembers every result. */
export function measuredIn(context: CanvasRenderingContext2D, face: string): Measure {
  const known = new Map<string, number>();
  return (text, size, weight) => {
    const key = `${weight} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = `${weight === 'bold' ? 650 : 400} 100px ${face}`;
      width = context.measureText(text).width / 100;
      known.set(key, width);
    }
    return width * size;
  };
}
