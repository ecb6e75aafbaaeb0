import type { CourseView, Gate, Phase } from '../backend';

const leaving: Record<Phase, readonly Gate[]> = {
  initial: ['G1'],
  middle: ['G2', 'G3'],
  ending: ['G2', 'G4'],
  concluded: [],
};

/** The gates that are still ahead in the present phase. */
export function gateAhead({ gates, glance }: CourseView): Gate[] {
  const passed = (gate: Gate) => gates.find((one) => one.gate === gate)?.state === 'passed';
  return leaving[glance.phase].filter((gate) => !(passed(gate) && (gate === 'G2' || gate === 'G4')));
}
