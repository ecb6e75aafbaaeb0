import { describe, expect, it } from 'vitest';
import type { JointVerdict, Scored, Verdicts } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { changeSentence, jointSentence } from './sentence';

const sentence = (code: string, after?: number) => {
  const view = sampleView(after);
  return changeSentence(
    code,
    view.scores.filter((score) => score.instrument === code),
    view.verdicts,
  );
};

describe('the sentence of a measure', () => {
  it('gives the change and its meaning', () => {
    expect(sentence('PHQ-9'), 'the sample case').toBe(
      'PHQ-9 fell from 17 to 4 over 16 sessions: reliably better, at or above the cut-off of 10 at first, below it at last.',
    );
  });

  it('gives no meaning where the program gave none', () => {
    expect(sentence('PHQ-9', 6), 'no verdict under way').toMatch(
      /^PHQ-9 fell from 17 to \d+ over 6 sessions\.$/,
    );
    expect(sentence('WSAS'), 'WSAS has no such rules').toMatch(/^WSAS fell from 19 to 7 over 16 sessions\.$/);
  });

  it('waits for a second score', () => {
    expect(sentence('PHQ-9', 1), 'one score is no change').toContain('began at 17');
  });

  // PHQ-9 12 to 14, GAD-7 12 to 4: together a reliable improvement.
  it('gives each measure its own result', () => {
    const view = sampleView(2);
    const scores = (code: string, totals: [number, number]): Scored[] =>
      view.scores
        .filter((score) => score.instrument === code)
        .slice(0, 2)
        .map((score, index) => ({ ...score, total: totals[index] ?? null }));
    const verdicts: Verdicts = {
      measures: [
        { instrument: 'PHQ-9', change: 'within_error', cut_off: 10, case_at_start: true, case_at_end: true },
        { instrument: 'GAD-7', change: 'better', cut_off: 8, case_at_start: true, case_at_end: false },
      ],
      joint: { change: 'improvement', recovered: false, concluded: false },
    };
    expect(changeSentence('PHQ-9', scores('PHQ-9', [12, 14]), verdicts), 'it rose').toBe(
      'PHQ-9 rose from 12 to 14 over 2 sessions: within measurement error, at or above the cut-off of 10 at both times.',
    );
    expect(changeSentence('GAD-7', scores('GAD-7', [12, 4]), verdicts), 'it fell').toBe(
      'GAD-7 fell from 12 to 4 over 2 sessions: reliably better, at or above the cut-off of 8 at first, below it at last.',
    );
  });
});

describe('the joint sentence of PHQ-9 and GAD-7', () => {
  const joint = (part: Partial<JointVerdict>) =>
    jointSentence({
      measures: [],
      joint: { change: 'improvement', recovered: true, concluded: true, ...part },
    });

  it('gives the joint result', () => {
    expect(joint({}), 'concluded').toBe(
      'Over the course: reliable improvement and recovery, by NHS Talking Therapies rules.',
    );
    expect(joint({ change: 'no_reliable_change', recovered: false }), 'within error').toContain(
      'no reliable change,',
    );
    expect(jointSentence({ measures: [], joint: null }), 'not both have two scores').toBe('');
  });

  it('speaks of recovery only once the course is concluded', () => {
    expect(joint({ concluded: false }), 'under way').toBe(
      'So far: reliable improvement and both below the cut-off, by NHS Talking Therapies rules.',
    );
  });

  it('has a sentence for mixed results', () => {
    expect(joint({ change: 'mixed', recovered: false }), 'neither better nor worse').toBe(
      'Mixed: one reliably better, one reliably worse.',
    );
  });
});
