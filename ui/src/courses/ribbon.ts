import type { Glance, Pip } from '../backend';
import { numberOfPip } from '../lib/slots';

type LaidPhase = Pip['phase'];

/** The shape of a mark on the ribbon. The shape alone carries the meaning; colour only repeats it. */
type PipShape = 'held' | 'part' | 'missed' | 'ahead' | 'break' | 'off';

export interface RibbonPip {
  pip: Pip;
  shape: PipShape;
  /** The session number that the slot took or would take. */
  number: number | null;
  /** Drawn large, with its number. */
  large: boolean;
  mark: 'review' | 'ending' | null;
}

export interface RibbonBand {
  phase: LaidPhase;
  pips: RibbonPip[];
}

const shapes: Record<Pip['status'], PipShape | null> = {
  planned: 'ahead',
  attended: 'held',
  attended_partial: 'part',
  dna: 'missed',
  cancelled_late: 'missed',
  cancelled_notice: 'off',
  cancelled_therapist: 'off',
  rescheduled: 'off',
  break: 'break',
  void: null,
};

/** A slot that used up a number without a session counts as missed, whatever its status. */
function shapeOf(pip: Pip): PipShape | null {
  const shape = shapes[pip.status];
  return shape === 'off' && pip.number !== null ? 'missed' : shape;
}

/** The marks of a course by phase, in order, without slots entered in error. */
export function ribbon(glance: Glance, here: string | null): RibbonBand[] {
  const large = here ?? glance.next?.slot ?? null;
  const bands: RibbonBand[] = [];
  for (const pip of glance.pips) {
    const shape = shapeOf(pip);
    if (shape === null) continue;
    const number = numberOfPip(pip);
    const laid: RibbonPip = { pip, shape, number, large: pip.slot === large, mark: markOf(glance, number) };
    const band = bands.at(-1);
    if (band?.phase === pip.phase) band.pips.push(laid);
    else bands.push({ phase: pip.phase, pips: [laid] });
  }
  return bands;
}

function markOf(glance: Glance, number: number | null): RibbonPip['mark'] {
  if (number === null) return null;
  if (number === glance.planned) return 'ending';
  return number === glance.mid_review_at ? 'review' : null;
}

interface StripBar {
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

/** The ribbon for lists: the same marks as small bars. A slot that was moved is drawn once, on its new day. */
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
