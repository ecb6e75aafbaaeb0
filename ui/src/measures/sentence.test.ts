import { describe, expect, it } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import { changeSentence } from './sentence';

const said = (code: string, after?: number) => {
  const view = sampleView(after);
  return changeSentence(
    code,
    view.scores.filter((score) => score.instrument === code),
    view.outcomes,
  );
};

describe('the sentence of a measure', () => {
  it('says what changed and what that means', () => {
    expect(said('PHQ-9'), 'the sample case').toBe(
      'PHQ-9 fell from 17 to 4 over 16 sessions: reliable improvement and recovery by NHS Talking Therapies rules.',
    );
  });

  it('makes no judgement where the program made none', () => {
    expect(said('PHQ-9', 6), 'no verdict under way').toMatch(/^PHQ-9 fell from 17 to \d+ over 6 sessions\.$/);
    expect(said('WSAS'), 'WSAS has no such rules').toMatch(/^WSAS fell from 19 to 7 over 16 sessions\.$/);
  });

  it('waits for a second score', () => {
    expect(said('PHQ-9', 1), 'one score is no change').toContain('began at 17');
  });
});
