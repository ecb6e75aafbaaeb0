import type {
  JointCase,
  JointChange,
  MeasureCase,
  Movement,
  NamedScore,
  Occasion,
  Recovery,
  ReliableChange,
  Sides,
  Scored,
} from '../../backend/backend';

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

/** As in "at session 5". */
function at(occasion: Occasion): string {
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
      return at(occasion);
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

/** A score in a sentence. Only what is not plain is said of it. */
function figure({ total, prorated, occasion }: NamedScore): string {
  const marks = [
    ...(prorated ? ['pro-rated'] : []),
    ...(occasion.when === 'before_session' ? [at(occasion)] : []),
  ];
  return marks.length > 0 ? `${total} (${marks.join(', ')})` : String(total);
}

function moved(name: string, movement: Movement, first: NamedScore, last: NamedScore): string {
  return movement === 'stayed'
    ? `${name} stayed at ${figure(last)}`
    : `${name} ${movement} from ${figure(first)} to ${figure(last)}`;
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
  change: ({ first, last, movement, attended, reliable: change, sides }, name) => {
    const judged = [...(change ? [reliable[change]] : []), ...(sides ? [sidesWords(sides)] : [])];
    const plain = `${moved(name, movement, first, last)}${attendedWords(attended)}`;
    return judged.length > 0 ? `${plain}: ${judged.join(', ')}.` : `${plain}.`;
  },
};

const ofBoth: Sentences<JointCase, []> = {
  so_far: ({ change, both_below, at: occasion }) => {
    const when = occasion ? at(occasion) : 'at their last scores';
    const below = both_below ? ` and both below the cut-off ${when}` : '';
    return `${change === 'mixed' ? 'So far mixed' : 'So far'}: ${joint[change]}${below}, ${rules}.`;
  },
  ended: ({ change, recovery: recovered }) => {
    const begins = change === 'mixed' ? 'Mixed' : 'Over the course';
    return `${begins}: ${joint[change]}${recovery[recovered]}, ${rules}.`;
  },
};

/** The sentence about a measure by itself; empty while it has no score. */
const measureSentence = (name: string, said: MeasureCase): string =>
  (ofMeasure[said.case] as (said: MeasureCase, name: string) => string)(said, name);

/** The sentence about PHQ-9 and GAD-7 together. */
const jointSentence = (said: JointCase): string => (ofBoth[said.case] as (said: JointCase) => string)(said);

export const measures = {
  heading: 'Measures',
  none: {
    title: 'No scores yet',
    text: 'PHQ-9, GAD-7 and mood are answered on the page of a session. Each one appears here with its bands, phases and change.',
  },
  presented: 'Which measure',
  chart: {
    higherIsBetter: 'higher is better',
    lowerIsBetter: 'lower is better',
    point: (parts: { occasion: Occasion; date: string; total: number; prorated: boolean }) => {
      const when = at(parts.occasion).replace(/^at /u, '');
      const named = when.charAt(0).toUpperCase() + when.slice(1);
      return `${named}, ${parts.date}: ${parts.total}${parts.prorated ? ', pro-rated' : ''}`;
    },
    legend: {
      prorated: 'pro-rated from the answered questions',
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
    struck: (reason: string) => `struck out: ${reason}`,
    item9: (value: number) => `item 9: ${value}`,
  },
  change: {
    reliable,
    measure: measureSentence,
    joint: jointSentence,
    jointTitle: 'Joint verdict of PHQ-9 and GAD-7',
    under16:
      'Cut-offs and reliable change were made for adults. None is said here: the client was, or may have been, under 16 at the first score.',
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
    struck: (reason: string) => `Struck out: ${reason}`,
    since: (change: number, first: Occasion) => {
      const when = first.when === 'session' ? `session ${first.number}` : `the score ${at(first)}`;
      return change === 0 ? `same as ${when}` : `${change > 0 ? '+' : '−'}${Math.abs(change)} since ${when}`;
    },
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
  item9: {
    missing: 'Item 9 not answered. Ask.',
  },
  mood: {
    label: 'Mood 0 to 10',
    least: '0 lowest',
    most: '10 best',
  },
  scoreOnly: {
    label: (name: string) => `${name} total`,
    hint: (least: number, most: number) => `${least} to ${most}, from the paper copy`,
    noWork: 'The question on work does not apply',
    save: (name: string) => `Record ${name}`,
  },
};
