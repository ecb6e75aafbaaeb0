import type {
  JointCase,
  JointChange,
  MeasureCase,
  Movement,
  NamedScore,
  NotJudged,
  Occasion,
  Recovery,
  ReliableChange,
  Sides,
  Scored,
  ScoreTime,
  StruckSheet,
  Unlike,
} from '../../backend/backend';
import { fullDay } from '../dates';

/** A sentence for each case: TypeScript names a case without one. */
type Sentences<T extends { case: string }, More extends unknown[]> = {
  [C in T['case']]: (said: Extract<T, { case: C }>, ...more: More) => string;
};

const rules = 'by NHS Talking Therapies rules';

const reliable: Record<ReliableChange, string> = {
  better: 'reliably better',
  worse: 'reliably worse',
  higher: 'reliably higher',
  lower: 'reliably lower',
  within_error: 'within measurement error',
};

const joint: Record<JointChange, string> = {
  improvement: 'reliable improvement',
  deterioration: 'reliable deterioration',
  mixed: 'one reliably better, one reliably worse',
  no_reliable_change: 'no reliable change',
};

const recovery: Record<Recovery, string> = {
  reliable_recovery: ' and recovery',
  recovery: ' and recovery',
  still_case: ', no recovery: not both are below the cut-off',
  no_case_at_first: '; both began below the cut-off, so nothing is said of recovery',
};

const unlike: Record<Unlike, string> = {
  work_applied_once: 'work applied only once',
  other_range: 'their highest totals differ',
  other_form: 'their forms have different numbers of questions',
};

const notComparable = (why: Unlike): string => `not comparable: ${unlike[why]}`;

/** As in "at session 5". Two days can have the same words, so that a sentence says the day too: {@link at}. */
function place(occasion: Occasion): string {
  switch (occasion.when) {
    case 'before_session':
      return `before session ${occasion.number}`;
    case 'session':
      return `at session ${occasion.number}`;
    case 'planned_session':
      return 'before a planned session';
    case 'missed_session':
      return 'at a session that was not held';
    case 'between_sessions':
      return 'between sessions';
    case 'follow_up':
      return 'at follow-up';
  }
}

/** As in "at session 5", or "on 3 March 2026, between sessions". The number of a session says its day. */
function at({ occasion, date }: ScoreTime): string {
  const where = place(occasion);
  return occasion.when === 'session' ? where : `on ${fullDay(date)}, ${where}`;
}

/** As the head of a row: "5". */
function inShort(occasion: Occasion): string {
  switch (occasion.when) {
    case 'session':
      return String(occasion.number);
    case 'planned_session':
      return 'planned';
    case 'missed_session':
      return 'not held';
    case 'between_sessions':
      return 'between';
    case 'follow_up':
      return 'follow-up';
    case 'before_session':
      return place(occasion);
  }
}

/** The text beside a total in a table. */
function result({ total, missing, max_total, band_words, subscales }: Scored, max: number): string {
  const parts = [
    ...(max_total !== null && max_total !== max ? [`of ${max_total}`] : []),
    ...(band_words ? [band_words] : []),
    ...subscales.map(({ words, score }) => `${words} ${score}`),
  ];
  if (total !== null || subscales.length > 0) return parts.join(', ');
  return missing === 0 ? 'no total' : `${missing} missing, no score`;
}

/** The newest score of a measure, after its day. `of` is its highest total, where that is not that of the scale. */
function latest(
  { change_from_first: change, unlike_first, reliable: judged, prorated }: Scored,
  of: number | null,
  first: Scored | null,
): string {
  const since = first?.prorated ? 'since the first, which is pro-rated' : 'since the first';
  const changed = (change: number) =>
    change === 0 ? `no change ${since}` : `${change > 0 ? '+' : '−'}${Math.abs(change)} ${since}`;
  return [
    ...(of === null ? [] : [`of ${of}`]),
    ...(prorated ? ['pro-rated'] : []),
    ...(change === null ? [] : [changed(change)]),
    ...(unlike_first ? [`not comparable with the first: ${unlike[unlike_first]}`] : []),
    ...(judged ? [reliable[judged]] : []),
  ].join(', ');
}

/** A score in a sentence. Only what is not plain is said of it. */
function figure({ total, of, prorated, occasion, date }: NamedScore): string {
  const said = of === null ? String(total) : `${total} of ${of}`;
  const marks = [
    ...(prorated ? ['pro-rated'] : []),
    ...(occasion.when === 'session' ? [] : [at({ occasion, date })]),
  ];
  return marks.length > 0 ? `${said} (${marks.join(', ')})` : said;
}

function moved(name: string, movement: Movement, first: NamedScore, last: NamedScore): string {
  const [before, after] = [figure(first), figure(last)];
  if (movement !== 'stayed') return `${name} ${movement} from ${before} to ${after}`;
  return before === after
    ? `${name} stayed at ${after}`
    : `${name} was ${before} at first and stayed at ${after}`;
}

const attendedWords = (count: number): string =>
  count === 0 ? '' : ` over ${count === 1 ? '1 session' : `${count} sessions`} attended`;

function sidesWords({ cut_off, case_at_first, case_at_last }: Sides): string {
  const side = (above: boolean) => (above ? 'at or above' : 'below');
  return case_at_first === case_at_last
    ? `${side(case_at_last)} the cut-off of ${cut_off} at both times`
    : `${side(case_at_first)} the cut-off of ${cut_off} at first, ${side(case_at_last)} it at last`;
}

const ofMeasure: Sentences<MeasureCase, [name: string]> = {
  no_score: () => '',
  follow_up_only: (_, name) => `${name} was scored only after the end, so nothing is said of the course.`,
  one_score: ({ score }, name) => `${name} began at ${figure(score)}. Change shows from the second time on.`,
  not_comparable: ({ first, last, why }, name) =>
    `${name} was ${figure(first)} at first and ${figure(last)} at last, ${notComparable(why)}.`,
  change: ({ first, last, movement, attended, reliable: change, sides }, name) => {
    const judged = [...(change ? [reliable[change]] : []), ...(sides ? [sidesWords(sides)] : [])];
    const plain = `${moved(name, movement, first, last)}${attendedWords(attended)}`;
    return judged.length > 0 ? `${plain}: ${judged.join(', ')}.` : `${plain}.`;
  },
};

const estimated = (prorated: boolean): string =>
  prorated ? ' At least one of the scores is pro-rated.' : '';

const ofBoth: Sentences<JointCase, []> = {
  so_far: ({ change, both_below, at: time, prorated }) => {
    const when = time ? at(time) : 'at their last scores';
    const below = both_below ? ` and both below the cut-off ${when}` : '';
    return `${change === 'mixed' ? 'So far mixed' : 'So far'}: ${joint[change]}${below}, ${rules}.${estimated(prorated)}`;
  },
  ended: ({ change, recovery: recovered, prorated }) => {
    const begins = change === 'mixed' ? 'Mixed' : 'Over the course';
    return `${begins}: ${joint[change]}${recovery[recovered]}, ${rules}.${estimated(prorated)}`;
  },
};

/** A sheet that counts nowhere; its day in words. */
type StruckLine = Pick<StruckSheet, 'name' | 'date' | 'total' | 'reason'>;

/** The sentence about a measure by itself; empty while it has no score. */
const measureSentence = (name: string, said: MeasureCase): string =>
  (ofMeasure[said.case] as (said: MeasureCase, name: string) => string)(said, name);

/** The reason for which the published figures of adults are left out. */
const notJudged: Record<NotJudged, string> = {
  under16: 'the client was under 16 at the first score',
  perhaps_under16: 'the client may have been under 16 at the first score',
  age_unknown:
    'no date of birth is recorded, and a client of this format may have been under 16 at the first score',
};

/** The sentence about PHQ-9 and GAD-7 together. */
const jointSentence = (said: JointCase): string => (ofBoth[said.case] as (said: JointCase) => string)(said);

export const measures = {
  heading: 'Measures',
  none: {
    title: 'No scores yet',
    text: 'PHQ-9, GAD-7 and mood are answered on the page of a session. Each one appears here with its bands, phases and change.',
  },
  presented: 'Which measure',
  latest,
  chart: {
    higherIsBetter: 'higher is better',
    lowerIsBetter: 'lower is better',
    /** `of` is the highest total of the sheet, where it is not that of the whole form. */
    point: (parts: {
      occasion: Occasion;
      date: string;
      total: number;
      of: number | null;
      prorated: boolean;
    }) => {
      const when = place(parts.occasion).replace(/^at /u, '');
      const named = when.charAt(0).toUpperCase() + when.slice(1);
      const said = parts.of === null ? parts.total : `${parts.total} of ${parts.of}`;
      return `${named}, ${parts.date}: ${said}${parts.prorated ? ', pro-rated' : ''}`;
    },
    legend: {
      prorated: 'pro-rated from the answered questions',
      unlike: 'no line joins totals of different forms',
      gap: 'no score that week',
      caseness: (value: number) => `${value} and above: case (NHS Talking Therapies)`,
    },
  },
  table: {
    caption: (name: string) => `${name}, session by session`,
    session: 'Session',
    date: 'Date',
    score: 'Score',
    band: 'Band',
    change: 'Change',
    occasion: inShort,
    prorated: (missing: number) => `pro-rated, ${missing} missing`,
    /** Band and subscales; `max` is the highest total of the whole form. */
    result,
    declined: (reason: string) => `declined: ${reason}`,
    riskItem: (item: number, value: number) => `item ${item}: ${value}`,
  },
  change: {
    reliable,
    notComparable,
    measure: measureSentence,
    joint: jointSentence,
    jointTitle: 'Joint verdict of PHQ-9 and GAD-7',
    notJudged: (name: string, why: NotJudged) =>
      `${name} is not judged: its cut-off and its reliable change are those of adults, and ${notJudged[why]}.`,
  },
  sheet: {
    keys: (least: number, most: number) => `keys ${least}–${most}`,
    soFar: 'so far',
    missing: (missing: number) => (missing === 1 ? '1 question open' : `${missing} questions open`),
    prorated: (missing: number) => `pro-rated, ${missing === 1 ? '1 answer' : `${missing} answers`} missing`,
    none: 'not filled in',
    missed: 'passed over',
    decline: 'Declined',
    declineNamed: (name: string) => `${name} declined`,
    declineReason: 'Why was it not filled in?',
    declineSave: 'Record as declined',
    declined: (reason: string) => `Declined: ${reason}`,
    since: (change: number, { occasion, date, prorated }: Pick<Scored, 'occasion' | 'date' | 'prorated'>) => {
      const named =
        occasion.when === 'session' ? `session ${occasion.number}` : `the score ${at({ occasion, date })}`;
      const when = prorated ? `${named} (pro-rated)` : named;
      return change === 0 ? `same as ${when}` : `${change > 0 ? '+' : '−'}${Math.abs(change)} since ${when}`;
    },
  },
  struck: {
    heading: 'Struck out',
    note: 'These sheets were struck out, or their session was entered in error. They count nowhere.',
    measure: 'Measure',
    reason: 'Reason',
    prorated: 'pro-rated',
    noReason: 'no reason given',
    /** One sheet on the page of its session. */
    line: ({ name, date, total, reason }: StruckLine) =>
      `${name}, ${date}${total === null ? '' : `: ${total}`}. Struck out: ${reason ?? 'no reason given'}`,
  },
  remove: {
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name}`,
    strikeMore: 'Strike out …',
    strikeNamed: (name: string) => `Strike out ${name} …`,
    strike: 'Strike out',
    kept: 'Somebody may have acted on this sheet. It is kept, struck out, with your reason, and counts nowhere.',
    why: (name: string) => `Why is ${name} struck out?`,
  },
  riskItem: {
    missing: (name: string, item: number) => `${name} item ${item} not answered. Ask.`,
    label: (item: number) => `Answer to item ${item}, on risk`,
    hint: (least: number, most: number) =>
      `${least} to ${most}, from the paper copy. Empty if it has no answer.`,
  },
  mood: {
    label: 'Mood 0 to 10',
    least: '0 lowest',
    most: '10 best',
  },
  another: 'Another measure',
  anotherNone: 'Choose a measure …',
  scoreOnly: {
    label: (name: string) => `${name} total`,
    hint: (least: number, most: number) => `${least} to ${most}, from the paper copy`,
    noWork: 'The question on work does not apply',
    save: (name: string) => `Record ${name}`,
  },
};
