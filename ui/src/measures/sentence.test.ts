import { describe, expect, it } from 'vitest';
import jointCases from '../../../tests/golden/scoring/joint-verdicts.json';
import measureCases from '../../../tests/golden/scoring/verdicts.json';
import type { JointCase, MeasureCase, MeasureVerdict, NamedScore, Unlike } from '../backend';
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
        first: {
          total: 16,
          of: null,
          prorated: false,
          occasion: { when: 'session', number: 1 },
          date: '2026-01-13',
          ...first,
        },
        last: {
          total: 9,
          of: null,
          prorated: true,
          occasion: { when: 'session', number: 4 },
          date: '2026-02-03',
        },
        movement: 'fell',
        attended: 2,
        reliable: 'better',
        sides: null,
      } as const satisfies MeasureCase;
      return words.measures.change.measure('PHQ-9', change);
    };
    expect(sentence({ occasion: { when: 'before_session', number: 1 }, date: '2026-01-05' })).toBe(
      'PHQ-9 fell from 16 (on 5 January 2026, before session 1) to 9 (pro-rated) over 2 sessions attended: reliably better.',
    );
  });

  it('says the day of each score outside a session, and never two days by the same words', () => {
    const outside = ['before_session', 'planned_session', 'missed_session', 'between_sessions'] as const;
    for (const when of outside) {
      const occasion = when === 'before_session' ? { when, number: 1 } : { when };
      const score = (total: number, date: string): NamedScore => ({
        total,
        of: null,
        prorated: false,
        occasion,
        date,
      });
      const text = words.measures.change.measure('PHQ-9', {
        case: 'change',
        first: score(16, '2026-01-05'),
        last: score(9, '2026-03-03'),
        movement: 'fell',
        attended: 0,
        reliable: null,
        sides: null,
      });
      expect(text).toMatch(/^PHQ-9 fell from 16 \(on 5 January 2026, .*\) to 9 \(on 3 March 2026, .*\)\.$/u);
    }
  });

  it('says of two equal scores which one is pro-rated', () => {
    const score = (prorated: boolean, number: number): NamedScore => ({
      total: 12,
      of: null,
      prorated,
      occasion: { when: 'session', number },
      date: '2026-01-13',
    });
    const text = (first: boolean, last: boolean) =>
      words.measures.change.measure('PHQ-9', {
        case: 'change',
        first: score(first, 1),
        last: score(last, 4),
        movement: 'stayed',
        attended: 4,
        reliable: null,
        sides: null,
      });
    expect(text(false, false)).toBe('PHQ-9 stayed at 12 over 4 sessions attended.');
    expect(text(true, false)).toMatch(/^PHQ-9 was 12 \(pro-rated\) at first and stayed at 12 over/u);
    expect(text(false, true)).toMatch(/^PHQ-9 was 12 at first and stayed at 12 \(pro-rated\) over/u);
  });

  it('says why two scores are not compared, and the highest total of each', () => {
    const score = (total: number, of: number, number: number): NamedScore => ({
      total,
      of,
      prorated: false,
      occasion: { when: 'session', number },
      date: '2026-01-13',
    });
    const said = (why: Unlike) => {
      const one = { case: 'not_comparable', first: score(25, 40, 1), last: score(20, 32, 16), why } as const;
      return words.measures.change.measure('WSAS', one);
    };
    expect(said('work_applied_once')).toBe(
      'WSAS was 25 of 40 at first and 20 of 32 at last, not comparable: work applied only once.',
    );
    for (const why of ['other_range', 'other_form'] as const) {
      expect(said(why)).toMatch(/ not comparable: .*differ/u);
      expect(said(why), 'no change is said').not.toMatch(/fell|rose|reliabl/u);
    }
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
  const text = (one: JointCase | null) => jointSentence({ measures: [], joint: one });

  it('says what both come to together', () => {
    expect(
      text({ case: 'ended', change: 'improvement', recovery: 'reliable_recovery', prorated: false }),
    ).toBe('Over the course: reliable improvement and recovery, by NHS Talking Therapies rules.');
    expect(text(null), 'without two scores of both there is no sentence').toBe('');
  });

  it('says the day of scores outside sessions', () => {
    const both = { case: 'so_far', change: 'improvement', both_below: true, prorated: false } as const;
    const at = { occasion: { when: 'between_sessions' }, date: '2026-03-03' } as const;
    expect(text({ ...both, at })).toContain('both below the cut-off on 3 March 2026, between sessions, by');
    expect(text({ ...both, at: null }), 'two days').toContain('both below the cut-off at their last scores');
  });

  it('says under way where both stand, and not recovery', () => {
    const at = { occasion: { when: 'session', number: 5 }, date: '2026-02-10' } as const;
    expect(text({ case: 'so_far', change: 'improvement', both_below: true, at, prorated: false })).toBe(
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
        prorated: sentence.includes('pro-rated'),
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
        prorated: one.prorated,
        broken: false,
      });
    },
  );

  it('is tried in every change, under way and concluded', () => {
    const kinds = new Set(joint.map((one) => `${one.case} ${one.change}`));
    expect(kinds.size).toBe(8);
  });
});
