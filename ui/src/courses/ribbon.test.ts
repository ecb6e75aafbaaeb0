import { describe, expect, it } from 'vitest';
import type { Pip } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { ribbon } from './ribbon';
import { strip } from './ribbon';

const now = () => sampleView(6).glance;
const status = (slot: string, status: Pip['status'], number: number | null = null) => {
  const glance = now();
  return {
    ...glance,
    pips: glance.pips.map((pip) => (pip.slot === slot ? { ...pip, status, number } : pip)),
  };
};
const shapeOf = (glance: ReturnType<typeof now>, slot: string) =>
  ribbon(glance, null)
    .flatMap((band) => band.pips)
    .find((laid) => laid.pip.slot === slot)?.shape;

describe('the course ribbon', () => {
  it('has one band for each phase, in order', () => {
    const bands = ribbon(now(), null);
    expect(
      bands.map((band) => band.phase),
      'the ribbon has three bands',
    ).toEqual(['initial', 'middle', 'ending']);
    expect(
      bands[0]?.pips.map((laid) => laid.shape),
      'four sessions were held',
    ).toEqual(['held', 'held', 'held', 'held']);
  });

  it('draws the next slot large, or the one whose page is open', () => {
    const large = (here: string | null) =>
      ribbon(now(), here)
        .flatMap((band) => band.pips)
        .filter((laid) => laid.large)
        .map((laid) => laid.number);
    expect(large(null), 'session 7 is drawn large').toEqual([7]);
    expect(large('slot-3'), 'session 3 is drawn large, because its page is open').toEqual([3]);
  });

  it('marks the mid-course review and the last session', () => {
    const marks = ribbon(now(), null)
      .flatMap((band) => band.pips)
      .flatMap((laid) => (laid.mark ? [[laid.number, laid.mark]] : []));
    expect(marks, 'session 8 is marked as review and session 16 as ending').toEqual([
      [8, 'review'],
      [16, 'ending'],
    ]);
  });

  it.each([
    ['attended_partial', 6, 'part'],
    ['dna', 6, 'missed'],
    ['cancelled_late', null, 'missed'],
    ['cancelled_notice', null, 'off'],
    ['cancelled_notice', 6, 'missed'],
    ['cancelled_therapist', null, 'off'],
    ['rescheduled', null, 'off'],
    ['break', null, 'break'],
  ] as const)('draws %s with number %s as %s', (kind, number, shape) => {
    expect(shapeOf(status('slot-6', kind, number), 'slot-6'), 'the shape shows the status').toBe(shape);
  });

  it('leaves out a slot entered in error', () => {
    expect(
      shapeOf(status('slot-6', 'void'), 'slot-6'),
      'a slot entered in error has no shape',
    ).toBeUndefined();
  });

  it('has room for sixty slots', () => {
    const glance = now();
    const pips = Array.from({ length: 60 }, (_, index): Pip => ({
      ...glance.pips[0]!,
      slot: `s${index}`,
      number: index + 1,
    }));
    expect(
      ribbon({ ...glance, pips }, null).flatMap((band) => band.pips),
      'the ribbon draws all sixty slots',
    ).toHaveLength(60);
  });
});

describe('the small ribbon in lists', () => {
  it('counts what is used and what is left', () => {
    const laid = strip(now().pips, null);
    expect([laid.used, laid.left], 'six sessions are used and ten are left').toEqual([6, 10]);
    expect(laid.bars.find((bar) => bar.now)?.slot, 'the next slot is marked').toBe('slot-8');
  });

  it('does not draw a moved slot twice', () => {
    const laid = strip(status('slot-6', 'rescheduled').pips, null);
    expect(
      laid.bars.some((bar) => bar.slot === 'slot-6'),
      'only the replacement of a moved slot is drawn',
    ).toBe(false);
  });
});
