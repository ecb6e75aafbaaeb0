import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Scored } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import LastScores from './LastScores.svelte';

/** The text beside the newest WSAS of the sample case, with changes to its first and its newest sheet. */
function said(first: Partial<Scored>, newest: Partial<Scored>): string {
  const view = sampleView();
  const sheets = view.scores.filter(({ instrument }) => instrument === 'WSAS');
  const [one, other] = [sheets[0]!, sheets.at(-1)!];
  const scores = [
    { ...one, max_total: 40, ...first },
    { ...other, max_total: 40, ...newest },
  ];
  render(LastScores, { view: { ...view, scores }, onopen: () => {} });
  return screen.getByRole('listitem').textContent.replaceAll(/\s+/gu, ' ').trim();
}

describe('the newest score of a measure', () => {
  it('says the change since the first', () => {
    expect(said({}, {})).toMatch(/, −12 since the first$/u);
  });

  it('says its highest total and no change where the first is of another form', () => {
    const other = { max_total: 32, change_from_first: null, unlike_first: 'work_applied_once' } as const;
    expect(said({}, other)).toMatch(/, of 32, not comparable with the first: work applied only once$/u);
  });

  it('says that the first is pro-rated', () => {
    expect(said({ prorated: true }, {})).toMatch(/, −12 since the first, which is pro-rated$/u);
  });
});
