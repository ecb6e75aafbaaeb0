import type { Quality } from '../../backend';

/** The quality of a tie; `unsaid` while it was not asked about. */
export type TieKind = Quality | 'unsaid';

/** The ends with an arrowhead. Help goes in the direction of the arrow. */
export interface Flow {
  readonly toPerson: boolean;
  readonly toClient: boolean;
}

/** From the warmest on, in the order of a legend. */
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
