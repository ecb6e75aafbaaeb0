import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { ScaleView } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import Measures from './Measures.svelte';

const scale = (code: string, higher_is_better: boolean | null): ScaleView => ({
  code,
  name: code,
  about: null,
  min: 0,
  max: 100,
  higher_is_better,
  bands: [],
  cut_off: null,
  attribution: null,
});

describe('the page of the measures', () => {
  it('says the direction of each scale as the program has it, and none where nobody said it', () => {
    const scales = [scale('WHO-5', true), scale('K10', false), scale('own:sleep', null)];
    const { container } = render(Measures, { view: { ...sampleView(), scales } });
    expect(screen.getAllByText('higher is better'), 'only WHO-5 is called better when higher').toHaveLength(
      1,
    );
    expect(screen.getAllByText('lower is better'), 'only K10 is called better when lower').toHaveLength(1);
    expect(container.textContent.match(/is better/gu), 'the own scale has no direction').toHaveLength(2);
  });

  it('names the band of a total in words', () => {
    const view = sampleView();
    const [first] = view.scores;
    const worst = {
      ...first!,
      instrument: 'WSAS',
      total: 31,
      band: 'x',
      band_words: 'moderately severe or worse',
    };
    render(Measures, { view: { ...view, scores: [worst], scales: [scale('WSAS', false)] } });
    expect(screen.getByText('moderately severe or worse')).toBeInTheDocument();
  });

  it('calls a score by when it was filled in, and only one after the end a follow-up', () => {
    const view = sampleView();
    const [first] = view.scores;
    const occasions = [
      { when: 'before_session', number: 1 },
      { when: 'planned_session' },
      { when: 'between_sessions' },
      { when: 'follow_up' },
    ] as const;
    const scores = occasions.map((occasion, index) => ({
      ...first!,
      id: `s${index}`,
      occasion,
      slot: null,
      number: null,
    }));
    render(Measures, {
      view: { ...view, scores, scales: [scale(first!.instrument, false)] },
    });
    const rows = screen.getAllByRole('rowheader').map((row) => row.textContent);
    expect(rows).toEqual(['before session 1', 'planned', 'between', 'follow-up']);
  });

  it('explains why nothing is judged under 16', () => {
    const view = sampleView();
    const verdicts = { ...view.verdicts, joint: null, under_16: true };
    render(Measures, { view: { ...view, verdicts } });
    expect(screen.getByText(/may have been, under 16/u)).toBeInTheDocument();
  });
});
