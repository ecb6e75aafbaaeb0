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

  it('shows a sheet that counts nowhere with its day, score and reason, also when it is the only one', () => {
    const sheet = { id: 'k', slot: null, number: null, prorated: false, item9: null, risk_item: 9 } as const;
    const k10 = {
      ...sheet,
      instrument: 'K10',
      name: 'K10',
      date: '2026-01-13',
      total: 30,
      reason: 'misread',
    };
    const phq9 = { ...sheet, id: 'p', instrument: 'PHQ-9', name: 'PHQ-9', date: '2026-01-20' };
    const struck_sheets = [k10, { ...phq9, total: null, item9: 2, reason: null }];
    render(Measures, { view: { ...sampleView(), scores: [], scales: [], struck_sheets } });
    const cells = (row: HTMLElement) =>
      [...row.children].map((cell) => cell.textContent.replace(/\s+/gu, ' ').trim());
    const [, ...rows] = screen.getAllByRole('row').map(cells);
    expect(rows).toEqual([
      ['K10', '13 January 2026', '30', 'misread'],
      ['PHQ-9', '20 January 2026', '– item 9: 2', 'no reason given'],
    ]);
    expect(screen.queryByText('No scores yet')).not.toBeInTheDocument();
  });

  it('says of each measure that is not judged why, and of no other', () => {
    const view = sampleView();
    const measures = view.verdicts.measures.map((verdict) =>
      verdict.instrument === 'PHQ-9' ? { ...verdict, not_judged: 'under16' as const } : verdict,
    );
    render(Measures, { view: { ...view, verdicts: { measures, joint: null } } });
    const notes = screen.getAllByText(/is not judged/u).map((note) => note.textContent);
    expect(notes).toEqual([
      'PHQ-9 is not judged: its cut-off and its reliable change are those of adults, and the client was under 16 at the first score.',
    ]);
  });
});
