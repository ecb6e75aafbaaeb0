import type { Scored, Verdicts } from '../backend';
import { words } from '../words';

/** The change of one measure in one plain sentence. It never uses the joint result. */
export function changeSentence(code: string, scored: readonly Scored[], verdicts: Verdicts): string {
  const texts = words.measures.change;
  const name = words.measures.name[code] ?? code;
  const inSessions = scored.filter((score) => score.total !== null && score.slot !== null);
  const [first, last] = [inSessions[0], inSessions.at(-1)];
  if (first?.total == null || last?.total == null) return '';
  if (first === last) return texts.first(name, first.total);
  if (code === 'MOOD-0-10') return texts.moodSentence(first.total, last.total);
  return texts.sentence({
    name,
    first: first.total,
    last: last.total,
    sessions: (last.number ?? inSessions.length) - (first.number ?? 1) + 1,
    verdict: verdicts.measures.find((verdict) => verdict.instrument === code) ?? null,
  });
}

/** The joint result of PHQ-9 and GAD-7; undefined while one of them has fewer than two scores. */
export const jointSentence = ({ joint }: Verdicts): string =>
  joint === null ? '' : words.measures.change.joint(joint);
