import type { RecoverySheet } from '../../backend';
import { fullDay, words } from '../../words';

/** Regions that use Letter paper rather than A4. */
const letterRegions: readonly string[] = ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE'];

/** The usual paper size in the region of a language tag. */
export function usualPaper(language: string): RecoverySheet['paper'] {
  const region = /[-_]([A-Z]{2})\b/u.exec(language)?.[1] ?? '';
  return { size: letterRegions.includes(region) ? 'letter' : 'a4', way: 'portrait' };
}

/** The content of a recovery sheet, on paper or in a file. */
export function sheetOf(
  groups: readonly string[],
  vaultName: string | null,
  holder: string | null,
  made: string,
): RecoverySheet {
  const texts = words.vault;
  const about = [
    texts.sheetOf(vaultName ?? texts.practice),
    holder ? texts.sheetHolder(holder) : '',
    texts.sheetMade(fullDay(made)),
  ];
  return {
    title: holder ? texts.sheetColleague : texts.sheetTitle,
    about: about.filter((line) => line !== ''),
    groups: [...groups],
    sections: [
      { title: texts.sheetUseTitle, lines: [...texts.sheetUse], steps: true },
      { title: texts.sheetCannotTitle, lines: [...texts.sheetCannot], steps: false },
    ],
    language: words.language,
    paper: usualPaper(navigator.language),
  };
}
