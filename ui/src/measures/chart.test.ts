import { describe, expect, it } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import { chart } from './chart';

const size = { width: 640, height: 250 };
const phq9 = sampleView().scales.find((scale) => scale.code === 'PHQ-9')!;
const drawn = (view = sampleView()) =>
  chart(
    phq9,
    view.scores.filter((score) => score.instrument === 'PHQ-9'),
    view.glance,
    size,
  );

describe('the chart of a measure', () => {
  it('has a point for every score', () => {
    expect(drawn().points, 'sixteen sessions were scored').toHaveLength(16);
  });

  it('draws a lower score lower', () => {
    const { points } = drawn();
    expect(points.at(-1)!.y, '4 stands below 17').toBeGreaterThan(points[0]!.y);
  });

  it('interrupts the line at a week without a score', () => {
    const { lines, gaps } = drawn();
    expect(
      gaps.map((gap) => gap.slot),
      'a break and a cancellation',
    ).toEqual(['slot-7', 'slot-11']);
    expect(lines, 'two gaps make three lines').toHaveLength(3);
  });

  it('interrupts the line where two totals are of different forms', () => {
    const view = sampleView();
    const scores = view.scores.map((score) =>
      score.id === 'm-phq9-03' ? { ...score, unlike_before: true } : score,
    );
    expect(drawn({ ...view, scores }).lines, 'one line more than without').toHaveLength(4);
  });

  it('leaves a score without a total out of the line', () => {
    const view = sampleView();
    const scores = view.scores.map((score) => (score.id === 'm-phq9-03' ? { ...score, total: null } : score));
    expect(
      drawn({ ...view, scores }).gaps.map((gap) => gap.slot),
      'session 3 is a gap',
    ).toContain('slot-3');
  });

  it('keeps every shape inside the view box', () => {
    const { points, bands, phases } = drawn();
    const inside = (x: number, y: number) => x >= 0 && x <= size.width && y >= 0 && y <= size.height;
    expect(points.every((point) => inside(point.x, point.y) && inside(point.x, point.figure))).toBe(true);
    expect(
      [...bands, ...phases].every((box) => inside(box.x, box.y) && box.height >= 0 && box.width >= 0),
    ).toBe(true);
  });

  it('draws a single score without a line', () => {
    const { points, lines } = drawn(sampleView(1));
    expect([points.length, lines.length], 'one point is no line').toEqual([1, 0]);
  });

  it('stacks the bands without gaps', () => {
    const { bands } = drawn();
    bands.slice(1).forEach((band, index) => {
      const below = bands[index]!;
      expect(band.y + band.height, `the band ${band.words} ends where ${below.words} begins`).toBeCloseTo(
        below.y,
        0,
      );
    });
  });
});
