import type { Quality } from '../../backend';

/** What a tie is like; `unsaid` while nobody has been asked. */
export type TieKind = Quality | 'unsaid';

/** Which ends an arrowhead stands at: help flows towards it. */
export interface Flow {
  readonly toPerson: boolean;
  readonly toClient: boolean;
}

/** From the warmest to the last, as a legend lists them. */
export const tieKinds: readonly TieKind[] = [
  'supportive',
  'mixed',
  'distant',
  'strained',
  'conflict',
  'cut_off',
  'lost',
  'unsaid',
];
