import type { JointChange, JointVerdict, MeasureVerdict, ReliableChange } from '../../backend/backend';

const alone: Record<ReliableChange, string> = {
  better: 'reliably better',
  worse: 'reliably worse',
  within_error: 'within measurement error',
};

const joint: Record<Exclude<JointChange, 'mixed'>, string> = {
  improvement: 'reliable improvement',
  deterioration: 'reliable deterioration',
  no_reliable_change: 'no reliable change',
};

function cutOff({ cut_off, case_at_start, case_at_end }: MeasureVerdict): string {
  const side = (above: boolean) => (above ? 'at or above' : 'below');
  return case_at_start === case_at_end
    ? `${side(case_at_end)} the cut-off of ${cut_off} at both times`
    : `${side(case_at_start)} the cut-off of ${cut_off} at first, ${side(case_at_end)} it at last`;
}

export const measures = {
  heading: 'Measures',
  none: {
    title: 'No scores yet',
    text: 'PHQ-9, GAD-7 and mood are answered on the page of a session. Each one appears here with its bands, phases and change.',
  },
  presented: 'Which measure',
  name: {
    'PHQ-9': 'PHQ-9',
    'GAD-7': 'GAD-7',
    K10: 'K10',
    WSAS: 'WSAS',
    'MOOD-0-10': 'Mood 0 to 10',
  } as Record<string, string>,
  about: {
    'PHQ-9': 'Depression',
    'GAD-7': 'Anxiety',
    K10: 'Distress',
    WSAS: 'Work and social adjustment',
    'MOOD-0-10': '10 is best',
  } as Record<string, string>,
  band: {
    minimal: 'minimal',
    mild: 'mild',
    moderate: 'moderate',
    moderately_severe: 'moderately severe',
    severe: 'severe',
    low: 'low',
    high: 'high',
    very_high: 'very high',
    subclinical: 'subclinical',
    significant: 'significant',
  } as Record<string, string>,
  lead: {
    'PHQ-9': 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
    'GAD-7': 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
    K10: 'In the past 4 weeks, about how often did you feel …',
  } as Record<string, string>,
  answer: {
    'PHQ-9': ['Not at all', 'Several days', 'More than half the days', 'Nearly every day'],
    'GAD-7': ['Not at all', 'Several days', 'More than half the days', 'Nearly every day'],
    K10: [
      'None of the time',
      'A little of the time',
      'Some of the time',
      'Most of the time',
      'All of the time',
    ],
  } as Record<string, readonly string[]>,
  difficulty: {
    short: 'How difficult',
    full: 'If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?',
    answer: ['Not difficult at all', 'Somewhat difficult', 'Very difficult', 'Extremely difficult'],
  },
  items: {
    'PHQ-9': [
      ['Interest', 'Little interest or pleasure in doing things'],
      ['Low mood', 'Feeling down, depressed, or hopeless'],
      ['Sleep', 'Trouble falling or staying asleep, or sleeping too much'],
      ['Tired', 'Feeling tired or having little energy'],
      ['Appetite', 'Poor appetite or overeating'],
      [
        'Bad about self',
        'Feeling bad about yourself - or that you are a failure or have let yourself or your family down',
      ],
      [
        'Concentration',
        'Trouble concentrating on things, such as reading the newspaper or watching television',
      ],
      [
        'Moving, restless',
        'Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual',
      ],
      ['Better off dead', 'Thoughts that you would be better off dead or of hurting yourself in some way'],
    ],
    'GAD-7': [
      ['Nervous', 'Feeling nervous, anxious or on edge'],
      ['Cannot stop worrying', 'Not being able to stop or control worrying'],
      ['Worrying too much', 'Worrying too much about different things'],
      ['Trouble relaxing', 'Trouble relaxing'],
      ['Restless', 'Being so restless that it is hard to sit still'],
      ['Irritable', 'Becoming easily annoyed or irritable'],
      ['Afraid', 'Feeling afraid as if something awful might happen'],
    ],
    K10: [
      ['Tired out', 'tired out for no good reason'],
      ['Nervous', 'nervous'],
      ['Could not calm', 'so nervous that nothing could calm you down'],
      ['Hopeless', 'hopeless'],
      ['Restless', 'restless or fidgety'],
      ['Could not sit still', 'so restless you could not sit still'],
      ['Depressed', 'depressed'],
      ['Everything an effort', 'that everything was an effort'],
      ['Nothing could cheer', 'so sad that nothing could cheer you up'],
      ['Worthless', 'worthless'],
    ],
  } as Record<string, readonly (readonly [short: string, full: string])[]>,
  attribution: {
    'PHQ-9':
      'PHQ-9: developed by Drs Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.',
    'GAD-7':
      'GAD-7: developed by Drs Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.',
    K10: 'K10: © World Health Organization 2003. Kessler and colleagues, 2003.',
    WSAS: 'WSAS: © Isaac Marks. Only scores taken from a paper copy are kept here.',
  } as Record<string, string>,
  chart: {
    higherIsBetter: 'higher is better',
    lowerIsBetter: 'lower is better',
    point: (parts: { session: number | null; date: string; total: number; prorated: boolean }) =>
      `${parts.session === null ? 'Follow-up' : `Session ${parts.session}`}, ${parts.date}: ${parts.total}${
        parts.prorated ? ', pro-rated' : ''
      }`,
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
    followup: 'follow-up',
    prorated: (missing: number) => `pro-rated, ${missing} missing`,
    declined: (reason: string) => `declined: ${reason}`,
    unscored: (missing: number) => `${missing} missing, no score`,
    reliable: 'reliable',
    item9: (value: number) => `item 9: ${value}`,
  },
  change: {
    since: (change: number) =>
      change === 0
        ? 'same as the first time'
        : `${change > 0 ? '+' : '−'}${Math.abs(change)} since the first time`,
    reliable: 'reliable',
    notYet: 'not yet reliable',
    sentence: (parts: {
      name: string;
      first: number;
      last: number;
      sessions: number;
      verdict: MeasureVerdict | null;
    }) => {
      const way = parts.last < parts.first ? 'fell' : parts.last > parts.first ? 'rose' : 'stayed';
      const moved =
        way === 'stayed'
          ? `${parts.name} stayed at ${parts.last}`
          : `${parts.name} ${way} from ${parts.first} to ${parts.last}`;
      const over = `over ${parts.sessions === 1 ? '1 session' : `${parts.sessions} sessions`}`;
      return parts.verdict === null
        ? `${moved} ${over}.`
        : `${moved} ${over}: ${alone[parts.verdict.change]}, ${cutOff(parts.verdict)}.`;
    },
    moodSentence: (first: number, last: number) => `Mood went from ${first} to ${last}, where 10 is best.`,
    first: (name: string, total: number) =>
      `${name} began at ${total}. Change shows from the second time on.`,
    joint: ({ change, recovered, concluded }: JointVerdict) => {
      if (change === 'mixed') {
        const begins = concluded ? 'Mixed' : 'So far mixed';
        const below = recovered ? ' Both are below the cut-off.' : '';
        return `${begins}: one reliably better, one reliably worse.${below}`;
      }
      const parts = [
        joint[change],
        ...(recovered ? [concluded ? 'recovery' : 'both below the cut-off'] : []),
      ];
      return `${concluded ? 'Over the course' : 'So far'}: ${parts.join(' and ')}, by NHS Talking Therapies rules.`;
    },
    jointTitle: 'Joint verdict of PHQ-9 and GAD-7',
  },
  sheet: {
    keys: (least: number, most: number) => `keys ${least}–${most}`,
    soFar: 'so far',
    missing: (missing: number) => (missing === 1 ? '1 question open' : `${missing} questions open`),
    prorated: (missing: number) => `pro-rated, ${missing === 1 ? '1 answer' : `${missing} answers`} missing`,
    none: 'not filled in',
    decline: 'Declined',
    declineNamed: (name: string) => `${name} declined`,
    declineReason: 'Why was it not filled in?',
    declineSave: 'Record as declined',
    declined: (reason: string) => `Declined: ${reason}`,
    since: (change: number, session: number) =>
      change === 0
        ? `same as session ${session}`
        : `${change > 0 ? '+' : '−'}${Math.abs(change)} since session ${session}`,
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
    save: (name: string) => `Record ${name}`,
  },
};
