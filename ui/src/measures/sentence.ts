import type { Outcomes, Scored } from '../backend';
import { words } from '../words';

/** What came of a measure, in one plain sentence. */
export function changeSentence(code: string, scored: readonly Scored[], outcomes: Outcomes): string {
  const said = words.measures.change;
  const name = words.measures.name[code] ?? code;
  const inSessions = scored.filter((score) => score.total !== null && score.slot !== null);
  const [first, last] = [inSessions[0], inSessions.at(-1)];
  if (first?.total == null || last?.total == null) return '';
  if (first === last) return said.first(name, first.total);
  if (code === 'MOOD-0-10') return said.moodSentence(first.total, last.total);
  return said.sentence({
    name,
    first: first.total,
    last: last.total,
    sessions: (last.number ?? inSessions.length) - (first.number ?? 1) + 1,
    verdict: code === 'PHQ-9' || code === 'GAD-7' ? verdictOf(outcomes) : [],
  });
}

/** The verdict is the program's; here it only gets its words. */
function verdictOf(outcomes: Outcomes): string[] {
  const said = words.measures.change.verdict;
  if (outcomes.reliable_improvement == null) return [];
  const found = [
    ...(outcomes.reliable_improvement ? [said.improvement] : []),
    ...(outcomes.reliable_deterioration ? [said.deterioration] : []),
    ...(outcomes.recovered ? [said.recovery] : []),
  ];
  return found.length > 0 ? found : [said.none];
}
