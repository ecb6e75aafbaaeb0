import { describe, expect, it } from 'vitest';
import jointCases from '../../../tests/golden/scoring/joint-verdicts.json';
import measureCases from '../../../tests/golden/scoring/verdicts.json';
import type { JointCase, MeasureCase, MeasureVerdict, NamedScore } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { words } from '../words';
import { changeSentence, jointSentence } from './sentence';

const sentence = (code: string, after?: number) => {
  const view = sampleView(after);
  return changeSentence(
    view.scales.find((scale) => scale.code === code)!,
    view.verdicts,
  );
};

/** Every case that the program makes of two measures. */
const cases = measureCases as MeasureVerdict[];
const joint = jointCases as JointCase[];

describe('the sentence of a measure', () => {
  it('says what changed and what that means', () => {
    expect(sentence('PHQ-9'), 'the sentence describes the sample case').toBe(
      'PHQ-9 fell from 17 to 4 over 16 sessions attended: reliably better, at or above the cut-off of 10 at first, below it at last.',
    );
  });

  it('makes no judgement where the program made none', () => {
    expect(sentence('PHQ-9', 6), 'a course under way has no verdict').toMatch(
      /^PHQ-9 fell from 17 to \d+ over 6 sessions attended\.$/,
    );
    expect(sentence('WSAS'), 'WSAS has no verdict').toMatch(
      /^WSAS fell from 19 to 7 over 16 sessions attended\.$/,
    );
  });

  it('waits for a second score', () => {
    expect(sentence('PHQ-9', 1), 'one score is no change').toContain('began at 17');
  });

  it('names the score from before session 1, and one that is pro-rated', () => {
    const sentence = (first: Partial<NamedScore>) => {
      const change = {
        case: 'change',
        first: { total: 16, prorated: false, occasion: { when: 'session', number: 1 }, ...first },
        last: { total: 9, prorated: true, occasion: { when: 'session', number: 4 } },
        movement: 'fell',
        attended: 2,
        reliable: 'better',
        sides: null,
      } as const satisfies MeasureCase;
      return words.measures.change.measure('PHQ-9', change);
    };
    expect(sentence({ occasion: { when: 'before_session', number: 1 } })).toBe(
      'PHQ-9 fell from 16 (before session 1) to 9 (pro-rated) over 2 sessions attended: reliably better.',
    );
  });

  it.each(cases.map(({ instrument, said: one }) => [JSON.stringify(one), instrument, one] as const))(
    'claims for %s no more than the case',
    (_, instrument, one) => {
      const text = words.measures.change.measure(instrument, one);
      const claims = {
        fell: / fell from /u.test(text),
        rose: / rose from /u.test(text),
        better: text.includes('reliably better'),
        worse: text.includes('reliably worse'),
        within: text.includes('within measurement error'),
        cutOff: text.includes('the cut-off of '),
        prorated: text.includes('pro-rated'),
        attended: / over \d+ sessions? attended/u.test(text),
        before: text.includes('before session 1'),
        recovery: /recover/u.test(text),
        broken: /undefined|null|NaN|\[object/u.test(text),
      };
      const change = one.case === 'change' ? one : null;
      const scores = change ? [change.first, change.last] : one.case === 'one_score' ? [one.score] : [];
      expect(claims).toEqual({
        fell: change !== null && change.last.total < change.first.total,
        rose: change !== null && change.last.total > change.first.total,
        better: change?.reliable === 'better',
        worse: change?.reliable === 'worse',
        within: change?.reliable === 'within_error',
        cutOff: Boolean(change?.sides),
        prorated: scores.some(({ prorated }) => prorated),
        attended: change !== null && change.attended > 0,
        before: scores.some(({ occasion }) => occasion.when === 'before_session'),
        recovery: false,
        broken: false,
      });
    },
  );
});

describe('the joint sentence of PHQ-9 and GAD-7', () => {
  const text = (one: JointCase | null) => jointSentence({ measures: [], joint: one, under_16: false });

  it('says what both come to together', () => {
    expect(
      text({ case: 'ended', change: 'improvement', recovery: 'reliable_recovery' }),
      'the sentence of a concluded course has the joint verdict',
    ).toBe('Over the course: reliable improvement and recovery, by NHS Talking Therapies rules.');
    expect(text(null), 'without two scores of both there is no sentence').toBe('');
  });

  it('says under way where both stand, and not recovery', () => {
    const at = { when: 'session', number: 5 } as const;
    expect(text({ case: 'so_far', change: 'improvement', both_below: true, at })).toBe(
      'So far: reliable improvement and both below the cut-off at session 5, by NHS Talking Therapies rules.',
    );
  });

  it.each(joint.map((one) => [JSON.stringify(one), one] as const))(
    'claims for %s no more than the case',
    (_, one) => {
      const sentence = text(one);
      const recovered = one.case === 'ended' && ['recovery', 'reliable_recovery'].includes(one.recovery);
      expect({
        soFar: /^So far( mixed)?: /u.test(sentence),
        recovery: /and recovery/u.test(sentence),
        noRecovery: /no recovery/u.test(sentence),
        below: /both below the cut-off/u.test(sentence),
        mixed: sentence.includes('one reliably better, one reliably worse'),
        improvement: sentence.includes('reliable improvement'),
        deterioration: sentence.includes('reliable deterioration'),
        unchanged: sentence.includes('no reliable change'),
        broken: /undefined|null|\[object/u.test(sentence),
      }).toEqual({
        soFar: one.case === 'so_far',
        recovery: recovered,
        noRecovery: one.case === 'ended' && one.recovery === 'still_case',
        below: one.case === 'so_far' && one.both_below,
        mixed: one.change === 'mixed',
        improvement: one.change === 'improvement',
        deterioration: one.change === 'deterioration',
        unchanged: one.change === 'no_reliable_change',
        broken: false,
      });
    },
  );

  it('is tried in every change, under way and concluded', () => {
    const kinds = new Set(joint.map((one) => `${one.case} ${one.change}`));
    expect(kinds.size).toBe(8);
  });
});
