import type { Pip } from '../backend';
import { shapeOf, type PipShape } from './ribbon';

export interface StripBar {
  slot: string;
  phase: Pip['phase'];
  shape: PipShape;
  now: boolean;
}

export interface Strip {
  bars: StripBar[];
  used: number;
  left: number;
}

/** The ribbon for lists: the same pips as small bars; what was moved is not drawn twice. */
export function strip(pips: readonly Pip[], now: string | null): Strip {
  const pointed = now ?? pips.find((pip) => pip.status === 'planned')?.slot ?? null;
  const used = Math.max(0, ...pips.map((pip) => pip.number ?? 0));
  const bars = pips.flatMap((pip) => {
    const shape = shapeOf(pip);
    if (shape === null || pip.status === 'rescheduled') return [];
    return [{ slot: pip.slot, phase: pip.phase, shape, now: pip.slot === pointed && shape === 'ahead' }];
  });
  const most = Math.max(used, ...pips.map((pip) => pip.would_be ?? 0));
  return { bars, used, left: most - used };
}
