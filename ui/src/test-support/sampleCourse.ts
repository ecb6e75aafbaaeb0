import sample from '../../../tests/golden/cases/case-transition.json';
import evidence from '../../../tests/golden/evidence.json';
import type {
  AreaEvidence,
  Course,
  CourseView,
  GateState,
  Glance,
  MapSession,
  MeasureVerdict,
  MissedSlot,
  NamedScore,
  Outcomes,
  Pip,
  Rated,
  ReliableChange,
  RiskThread,
  ScaleView,
  Scored,
  SessionTasks,
  TaskView,
  Verdicts,
} from '../backend';
import { isOfSlot } from '../lib/slots';
import { instruments } from '../scales/instruments.svelte';

const held = (status: string) => status === 'attended' || status === 'attended_partial';

const ended = sample.expected as unknown as Outcomes;

const underWay = ({ slots }: Course): Outcomes => ({
  slots: slots.length,
  attended: slots.filter((slot) => held(slot.status)).length,
  consumed: slots.filter((slot) => slot.session_number != null).length,
  dna: 0,
  cancelled_late: 0,
  item9_flags: [],
});

/** The sample case as the program sends it: whole, or as it was after session `after`. */
export function sampleView(after?: number): CourseView {
  const course = recordOf(after);
  const glance = glanceOf(course);
  const scores = scoresOf(course);
  return {
    id: 'course-1',
    client_id: 'client-1',
    course,
    glance,
    gates: gatesOf(glance),
    next_steps: [],
    reminders: [],
    tasks: tasksOf(course),
    session_tasks: sessionTasksOf(course, glance),
    evidence: evidence as AreaEvidence[],
    scales: scalesOf(scores),
    scores,
    struck_sheets: [],
    goal_ratings: goalRatingsOf(course),
    flags: [],
    client_risk: 'none',
    nothing_open: true,
    item9_left_out: [],
    risk_thread: riskThreadOf(course),
    missed: missedOf(course),
    outcomes: after === undefined ? ended : underWay(course),
    verdicts: verdictsOf(scores, after === undefined),
    map: { ring_scheme: '', positions: [] },
    map_sessions: mapSessionsOf(glance),
  };
}

/** Sessions that did not take place, without an attempt to reach the client. */
function missedOf({ slots }: Course): MissedSlot[] {
  const missed = slots.filter(({ status }) => status === 'dna' || status.startsWith('cancelled'));
  return missed.map(({ id }) => ({ slot: id ?? '', same_day: 'not_yet' }));
}

function goalRatingsOf(course: Course): Rated[] {
  const ratings = (course.goals ?? []).flatMap(({ id, ratings }) =>
    ratings.map(({ session_number, value }) => {
      const slot = course.slots.find((one) => isOfSlot(session_number, one));
      return { goal: id, slot: slot?.id ?? null, number: slot?.session_number ?? null, value };
    }),
  );
  return ratings.toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0));
}

/** A course that has just begun: with slots, and nothing recorded. */
export function emptyView(): CourseView {
  const view = sampleView(0);
  const { client, course, slots, schema_version } = view.course;
  const bare = { schema_version, client, course, slots };
  const glance = { ...view.glance, focus: null, situation: null };
  return {
    ...view,
    course: bare,
    glance,
    tasks: tasksOf({ ...bare, tasks: [] }),
    evidence: view.evidence.map((one) => ({ ...one, found: [] })),
    scales: [],
    scores: [],
  };
}

function recordOf(after?: number): Course {
  const course = structuredClone(sample) as unknown as Course & { expected?: unknown };
  delete course.expected;
  const cut = after ?? Number.POSITIVE_INFINITY;
  const last = after === undefined ? '9999-12-31' : (dateOfNumber(course, after) ?? '0000-00-00');
  const reached = (session?: number | string | null) => typeof session === 'number' && session <= cut;
  course.slots = course.slots.map((slot) =>
    slot.date <= last || slot.status === 'break'
      ? { ...slot, id: `slot-${slot.slot_index}` }
      : {
          ...slot,
          id: `slot-${slot.slot_index}`,
          status: 'planned',
          session_number: null,
          minutes_held: null,
        },
  );
  course.sessions = course.sessions
    ?.filter((session) => session.date <= last)
    .map((session) => ({ ...session, slot: `slot-${session.slot_index}` }));
  if (after === undefined) return course;
  course.course = { ...course.course, status: 'active', end_type: null, actual_end_date: null };
  let ahead = course.course.planned_sessions - after;
  course.slots = course.slots.filter((slot) => slot.status !== 'planned' || ahead-- > 0);
  course.measures = course.measures?.filter((measure) => reached(measure.session_number));
  course.tasks = course.tasks?.map((task) =>
    reached(task.session_number) ? task : { id: task.id, state: 'not_started' },
  );
  course.goals = course.goals?.map((goal) => ({
    ...goal,
    ratings: goal.ratings.filter((rating) => reached(rating.session_number)),
  }));
  return course;
}

const dateOfNumber = (course: Course, number: number) =>
  course.slots.find((slot) => slot.session_number === number)?.date;

function phaseOf(course: Course, number: number): Pip['phase'] {
  const { initial, middle } = course.course.phase_bounds;
  if (initial && number <= initial[1]) return 'initial';
  return middle && number <= middle[1] ? 'middle' : 'ending';
}

function glanceOf(course: Course): Glance {
  const planned = course.course.planned_sessions;
  const used = Math.max(0, ...course.slots.map((slot) => slot.session_number ?? 0));
  let would = used;
  let reached = 0;
  const pips = course.slots.map((slot): Pip => {
    const ahead = slot.status === 'planned';
    if (ahead) would += 1;
    reached = Math.max(reached, slot.session_number ?? (ahead ? would : 1));
    const session = course.sessions?.find((one) => one.slot === slot.id);
    return {
      slot: slot.id ?? '',
      date: slot.date,
      start_time: slot.start_time ?? null,
      status: slot.status,
      number: slot.session_number ?? null,
      would_be: ahead ? would : null,
      phase: phaseOf(course, reached),
      signed: Boolean(session?.locked_at),
      struck: Boolean(session?.struck_reason),
    };
  });
  const next = pips.find((pip) => pip.status === 'planned');
  const totals = (instrument: string) =>
    (course.measures ?? []).flatMap((one) => (one.instrument === instrument ? [one.total ?? 0] : []));
  return {
    status: course.course.status,
    phase: course.course.status === 'closed' ? 'concluded' : phaseOf(course, Math.max(used, 1)),
    used,
    left: planned - used,
    planned,
    attended: course.slots.filter((slot) => held(slot.status)).length,
    ends_on: pips.at(-1)?.date ?? null,
    planned_end: course.course.planned_end_date,
    mid_review_at: course.course.mid_review_at ?? null,
    bounds: course.course.phase_bounds,
    pips,
    focus: course.focus?.area ?? null,
    situation: course.focus?.situation ?? null,
    phq9: totals('PHQ-9'),
    gad7: totals('GAD-7'),
    risk: 'none',
    flags: [],
    risk_check: null,
    died: false,
    next: next ? { slot: next.slot, date: next.date, start_time: next.start_time } : null,
    unsigned: [],
    gates_due: [],
    fictional: true,
  };
}

function riskThreadOf(course: Course): RiskThread {
  const lines = (course.sessions ?? []).flatMap(({ risk_note, risk_asked, date, slot, session_number }) =>
    risk_note
      ? [
          {
            source: 'note' as const,
            date,
            time: null,
            slot: slot ?? null,
            number: session_number ?? null,
            asked: risk_asked ?? null,
            text: risk_note,
            level_in_words: null,
            check_on: null,
            closes: false,
            to_acknowledge: null,
          },
        ]
      : [],
  );
  lines.reverse();
  return { asked_on: lines.find((line) => line.asked)?.date ?? null, check_on: null, closed_on: null, lines };
}

function mapSessionsOf({ pips }: Glance): MapSession[] {
  const all = pips.filter((pip) => held(pip.status));
  return all.map(({ slot, number, date, signed }) => ({
    slot,
    number,
    date,
    signed,
    usual: slot === all.at(-1)?.slot,
  }));
}

function gatesOf(glance: Glance): GateState[] {
  const after = { G1: 4, G2: 8, G3: 12, G4: 16 } as const;
  const here = { G1: ['initial'], G2: ['middle', 'ending'], G3: ['middle'], G4: ['ending'] };
  return (['G1', 'G2', 'G3', 'G4'] as const).map((gate) => {
    const passed = glance.used > after[gate] || glance.status === 'closed';
    return {
      gate,
      state: passed ? 'passed' : glance.used === after[gate] ? 'due' : 'not_due',
      missing: passed ? [] : ['focus', 'goals', 'init.formulation'],
      passed_on: passed ? '2026-02-10' : null,
      reason: null,
      ahead: !passed && here[gate].includes(glance.phase),
    };
  });
}

function tasksOf(course: Course): TaskView[] {
  const groups: Record<string, TaskView['group']> = {
    init: 'initial',
    mid: 'middle',
    end: 'ending',
    fu: 'after',
  };
  return (course.tasks ?? []).map((task) => ({
    id: task.id,
    group: groups[task.id.split('.')[0] ?? ''] ?? 'transition',
    required: task.id.startsWith('init.'),
    expected: task.id.startsWith('init.') ? [1, 4] : null,
    state: task.state,
    slot: null,
    number: typeof task.session_number === 'number' ? task.session_number : null,
    reason: task.reason ?? null,
  }));
}

/** Of each session the tasks of its phase; all of them are due. */
function sessionTasksOf(course: Course, { pips, focus }: Glance): SessionTasks[] {
  const tasks = tasksOf(course);
  const named = (group: TaskView['group'] | null) =>
    tasks.filter((task) => task.group === group).map(({ id }) => id);
  return pips.map(({ slot, phase }) => {
    const group = phase === 'concluded' ? 'after' : phase;
    const worked = phase === 'initial' ? null : focus;
    return { slot, group, due: named(group), rest: [], focus: worked, steps: named(worked) };
  });
}

/** The measures of the sample case, in the order of the table. */
const codes = ['PHQ-9', 'GAD-7', 'WSAS', 'MOOD-0-10'] as const;

function scalesOf(scores: readonly Scored[]): ScaleView[] {
  return codes
    .filter((code) => scores.some((score) => score.instrument === code))
    .map((code) => {
      const { name, about, min, max, higher_is_better, bands, caseness, attribution } = instruments.of(code);
      const own = { code, name, about, min, max, higher_is_better, attribution: attribution || null };
      return { ...own, bands, cut_off: caseness };
    });
}

/** The program's verdicts on the sample case. A course that has not ended is not judged here. */
function verdictsOf(scores: readonly Scored[], ended: boolean): Verdicts {
  const measures = codes.flatMap((instrument): MeasureVerdict[] => {
    const scored = scores.filter((score) => score.instrument === instrument && score.total !== null);
    const [first, last] = [scored[0], scored.at(-1)];
    if (!first || !last) return [];
    if (first === last)
      return [{ instrument, said: { case: 'one_score', score: named(first) }, not_judged: null }];
    const { caseness } = instruments.of(instrument);
    const judged = ended && caseness !== null;
    const said = {
      case: 'change',
      first: named(first),
      last: named(last),
      movement: instrument === 'MOOD-0-10' ? 'rose' : 'fell',
      attended: new Set(scores.map((score) => score.number)).size,
      reliable: judged ? 'better' : null,
      sides: judged ? { cut_off: caseness, case_at_first: true, case_at_last: false } : null,
    } as const;
    return [{ instrument, said, not_judged: null }];
  });
  const joint = {
    case: 'ended',
    change: 'improvement',
    recovery: 'reliable_recovery',
    prorated: false,
  } as const;
  return { measures, joint: ended ? joint : null };
}

const named = ({ total, prorated, occasion, date }: Scored): NamedScore => ({
  total: total ?? 0,
  of: null,
  prorated,
  occasion,
  date,
});

function scoresOf(course: Course): Scored[] {
  const first = new Map<string, number>();
  return (course.measures ?? []).map((measure) => {
    const total = measure.prorated_total ?? measure.total ?? measure.value ?? null;
    const band = instruments
      .of(measure.instrument)
      .bands.find(({ from, to }) => total !== null && total >= from && total <= to);
    const isFirst = total !== null && !first.has(measure.instrument);
    if (isFirst) first.set(measure.instrument, total);
    const change = total === null || isFirst ? null : total - (first.get(measure.instrument) ?? total);
    const number = typeof measure.session_number === 'number' ? measure.session_number : null;
    return {
      id: measure.id,
      instrument: measure.instrument,
      date: measure.date,
      occasion: number === null ? { when: 'between_sessions' } : { when: 'session', number },
      slot: course.slots.find((slot) => slot.session_number === number)?.id ?? null,
      number,
      total,
      prorated: (measure.prorated_total ?? null) !== null,
      answered_sum: measure.total ?? null,
      missing: measure.missing_count ?? 0,
      max_total: null,
      subscales: [],
      band: band?.name ?? null,
      band_words: band?.words ?? null,
      item9: measure.item9 ?? null,
      risk_item: instruments.of(measure.instrument).risk_item,
      level: measure.item9 ? (measure.item9 === 1 ? 'amber' : 'red') : null,
      rise: false,
      first: isFirst,
      change_from_first: change,
      unlike_first: null,
      unlike_before: false,
      reliable: judge(measure.instrument, change),
      removal_needs_reason: false,
    };
  });
}

function judge(instrument: string, change: number | null): ReliableChange | null {
  const { reliable_change: least } = instruments.of(instrument);
  if (change === null || least === null) return null;
  if (Math.abs(change) < least) return 'within_error';
  return change < 0 ? 'better' : 'worse';
}
