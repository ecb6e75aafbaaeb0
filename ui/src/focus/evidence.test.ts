import { describe, expect, it } from 'vitest';
import { emptyView, sampleView } from '../test-support/sampleCourse';
import { areas, evidenceFor } from './evidence';

const texts = (area: (typeof areas)[number]) =>
  evidenceFor(area, sampleView()).map((evidence) => evidence.text);

describe('evidence for a focus area', () => {
  it('finds changes of role near the onset', () => {
    expect(texts('transition'), 'leaving school stands in the timeline').toContain(
      '2025: Last day at school, no farewell assembly',
    );
    expect(texts('transition').join(), 'a move long before the onset is no evidence').not.toContain(
      'First teaching post',
    );
  });

  it('finds strained ties for a dispute', () => {
    expect(
      texts('dispute').some((text) => text.startsWith('Colin')),
      'the tie with Colin is tense',
    ).toBe(true);
  });

  it('goes by what a tie is like on the map now', () => {
    const view = sampleView();
    const positions = [{ person_id: 'p02', ring: 1, angle_deg: 330, quality: 'conflict' as const }];
    const found = evidenceFor('dispute', { ...view, map: { ...view.map, positions } });
    expect(
      found.some(({ id }) => id === 'p02'),
      'Leila was supportive when the inventory was taken',
    ).toBe(true);
  });

  it('puts what is tied to the onset first', () => {
    const found = evidenceFor('dispute', sampleView());
    const flags = found.map((evidence) => evidence.onset);
    expect(flags, 'onset first').toEqual(flags.toSorted((one, other) => Number(other) - Number(one)));
  });

  it.each(areas)('finds nothing for %s in an empty record', (area) => {
    expect(evidenceFor(area, emptyView()), 'nothing is made up').toEqual([]);
  });
});
