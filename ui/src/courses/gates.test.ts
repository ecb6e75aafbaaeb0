import { describe, expect, it } from 'vitest';
import type { Gate, Phase } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { gateAhead } from './gates';

const ahead = (phase: Phase, passed: Gate[] = []) => {
  const view = sampleView(6);
  const gates = view.gates.map((gate) => ({
    ...gate,
    state: passed.includes(gate.gate) ? ('passed' as const) : ('not_due' as const),
  }));
  return gateAhead({ ...view, gates, glance: { ...view.glance, phase } });
};

describe('the list of gates', () => {
  it.each([
    ['initial', ['G1']],
    ['middle', ['G2', 'G3']],
    ['ending', ['G2', 'G4']],
    ['concluded', []],
  ] as const)('in the %s phase', (phase, gates) => {
    expect(ahead(phase), 'only what leads out of this phase').toEqual(gates);
  });

  it('keeps a passed gate until the next phase begins', () => {
    expect(ahead('initial', ['G1']), 'passed with a reason, the phase is still to be entered').toEqual([
      'G1',
    ]);
  });

  it('leaves out a review that was held', () => {
    expect(ahead('middle', ['G2']), 'the review leads nowhere else').toEqual(['G3']);
  });
});
