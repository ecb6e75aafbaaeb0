import type { ScaleView, Verdicts } from '../backend';
import { words } from '../words';

const texts = words.measures.change;

/** The sentence about a measure by itself, never the joint verdict. */
export function changeSentence(
  { code, name }: Pick<ScaleView, 'code' | 'name'>,
  { measures }: Verdicts,
): string {
  const verdict = measures.find(({ instrument }) => instrument === code);
  return verdict ? texts.measure(name, verdict.said) : '';
}

/** The sentence about PHQ-9 and GAD-7 together; empty while one of them has no two scores. */
export const jointSentence = ({ joint }: Verdicts): string => (joint === null ? '' : texts.joint(joint));
