import type { CourseView } from '../backend';
import { fullDay, words } from '../words';

export interface Row {
  term: string;
  said: string;
}

/** The contract as it stands, term by term; the agreed end and the one that follows from the slots apart. */
export function contractRows({ course, glance }: CourseView): Row[] {
  const said = words.courses.contract;
  const { course: plan, contract } = course;
  const consent = (given: boolean | null | undefined) =>
    given == null ? said.unsaid : given ? said.yes : said.no;
  const breaks = contract?.planned_breaks.map(fullDay).join(', ') || said.none;
  const rows: [string, string | null | undefined][] = [
    [said.rows.format, words.phases.format[plan.template]],
    [said.rows.sessions, `${plan.planned_sessions}`],
    [said.rows.cadence, words.phases.cadence[plan.cadence]],
    [said.rows.start, fullDay(plan.start_date)],
    [said.rows.agreedEnd, fullDay(plan.planned_end_date)],
    [
      said.rows.derivedEnd,
      glance.ends_on === plan.planned_end_date ? null : glance.ends_on && fullDay(glance.ends_on),
    ],
    [said.rows.missed, contract && words.phases.missed[contract.missed_session_rule].meaning],
    [said.rows.breaks, contract && breaks],
    [said.rows.minutes, contract && said.minutes(contract.session_minutes)],
    [said.rows.place, contract?.place],
    [said.rows.fee, contract?.fee_gbp == null ? null : said.fee(contract.fee_gbp)],
    [said.rows.cancellation, contract?.cancellation],
    [said.rows.measures, contract?.measures?.join(', ')],
    [said.rows.recording, contract && consent(contract.recording_consent)],
    [said.rows.gp, contract && consent(contract.gp_contact_consent)],
    [said.rows.retention, plan.retention_until && fullDay(plan.retention_until)],
  ];
  return rows.flatMap(([term, value]) => (value ? [{ term, said: value }] : []));
}
