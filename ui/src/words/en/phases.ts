import type {
  Cadence,
  FocusArea,
  FormatId,
  Gate,
  MissedSessionRule,
  Phase,
  TaskGroup,
} from '../../backend/backend';

const phase: Record<Phase, string> = {
  initial: 'Initial phase',
  middle: 'Middle phase',
  ending: 'Ending phase',
  concluded: 'Concluded',
};

const focus: Record<FocusArea, string> = {
  grief: 'Grief',
  dispute: 'Interpersonal dispute',
  transition: 'Role transition',
  sensitivities: 'Interpersonal sensitivities',
};

const group: Record<TaskGroup, string> = {
  initial: 'Initial phase',
  every: 'Every session',
  middle: 'Middle phase',
  ending: 'Ending phase',
  after: 'After the ending',
  grief: 'Grief',
  dispute: 'Interpersonal dispute',
  transition: 'Role transition',
  sensitivities: 'Interpersonal sensitivities',
};

const gate: Record<Gate, string> = {
  G1: 'Gate to the middle phase',
  G2: 'Mid-course review',
  G3: 'Gate to the ending phase',
  G4: 'Gate to the close',
};

const format: Record<FormatId, string> = {
  'ipt-16': 'Standard IPT',
  'ipt-20': 'Longer IPT',
  'ipt-12': 'Short IPT',
  'ipt-a-12': 'Adolescents (IPT-A)',
  'ipt-ap-15': 'Adolescents with parents',
  'fb-ipt-14': 'Family-based, age 8 to 12',
  'ipt-b-8': 'Brief IPT',
  'ipc-6': 'Interpersonal counselling',
  'ipt-m': 'Maintenance IPT',
  'ipsrt-20': 'Interpersonal and social rhythm therapy',
  custom: 'Own format',
};

const cadence: Record<Cadence, string> = {
  weekly: 'Weekly',
  fortnightly: 'Fortnightly',
  monthly: 'Monthly',
  mixed: 'Mixed',
};

const missed: Record<MissedSessionRule, { name: string; meaning: string }> = {
  mixed: {
    name: 'Depends on notice',
    meaning:
      'Not attending and cancelling late use up a session. Cancelling with notice moves it to the end.',
  },
  counts: {
    name: 'Counts',
    meaning: 'Whatever the client misses uses up a session; the end stays where it is.',
  },
  moves: { name: 'Moves', meaning: 'What is missed uses up nothing; the course ends one slot later.' },
  decide: { name: 'Ask each time', meaning: 'Kith asks you each time whether it uses up a session.' },
};

/** Codes, beside task ids, of the conditions that a gate needs. */
const missing: Readonly<Record<string, string>> = {
  focus: 'One focus agreed',
  goals: 'At least one goal',
  formulation: 'Formulation shared, with the reply',
  contract_final: 'Contract final',
  baseline_measure: 'Baseline measure, or declined',
  risk_asked: 'Risk asked about',
  G2: 'Mid-course review passed',
  planned_end: 'Agreed end date',
  word_to_client: 'What was said or sent to the client',
  risk_at_end: 'Risk at the end recorded',
  death_told: 'Who told you of the death, and when',
  supervisor_informed: 'Supervisor informed',
  insurer_informed: 'Insurer informed',
  retention_date: 'Retention date',
};

export const phases = { phase, focus, group, gate, format, cadence, missed, missing };
