import type { BeginPlan, Cadence, ClientView, FormatOffer, FormatId, MissedSessionRule } from '../../backend';
import { addDays, addMonths } from '../../lib/dates';

/** Previews the days of a course in the form that begins it, breaks included. The program sets the real days. */
export function sessionDays(
  start: string,
  cadence: Cadence,
  sessions: number,
  breaks: readonly string[] = [],
): string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(start) || Number.isNaN(Date.parse(start))) return [];
  const day = (step: number) => {
    if (cadence === 'monthly') return addMonths(start, step);
    return addDays(start, step * (cadence === 'fortnightly' ? 14 : 7));
  };
  const days: string[] = [];
  for (let held = 0; held < sessions;) {
    const next = day(days.length);
    if (!breaks.includes(next)) held += 1;
    days.push(next);
  }
  return days;
}

/** The fields of the form that begins a course. */
export class PlanForm {
  format = $state.raw<FormatOffer | null>(null);
  sessions = $state<number | null>(16);
  cadence = $state<Cadence>('weekly');
  start = $state('');
  time = $state('');
  minutes = $state<number | null>(50);
  place = $state('');
  rule = $state<MissedSessionRule>('mixed');
  breaks = $state.raw<readonly string[]>([]);
  /** Why it begins while another course is open. */
  reason = $state('');

  readonly fits = $derived(
    this.format !== null &&
      this.sessions !== null &&
      Number.isInteger(this.sessions) &&
      this.sessions >= this.format.least &&
      this.sessions <= this.format.ceiling,
  );
  /** Every day of the series, breaks included; none while the number of sessions is not typed to its end. */
  readonly days = $derived(
    this.fits ? sessionDays(this.start, this.cadence, this.sessions ?? 0, this.breaks) : [],
  );
  /** Breaks on no day of the series. They are shown, and count again once the series has their day. */
  readonly offSeries = $derived(
    this.days.length === 0 ? [] : this.breaks.filter((day) => !this.days.includes(day)),
  );
  readonly end = $derived(this.days.at(-1) ?? null);
  readonly ready = $derived(this.fits && this.days.length > 0 && this.minutes !== null && this.minutes > 0);

  constructor(today: string) {
    this.start = today;
  }

  choose(format: FormatOffer) {
    this.format = format;
    this.sessions = format.usual;
    this.cadence = format.cadence;
    this.minutes = format.minutes[1];
  }

  addBreak(day: string) {
    this.breaks = [...this.breaks.filter((other) => other !== day), day].sort();
  }

  removeBreak(day: string) {
    this.breaks = this.breaks.filter((other) => other !== day);
  }

  plan(client: ClientView): BeginPlan {
    const previous = client.courses.at(-1);
    const focus = previous?.glance.focus ?? null;
    const template: FormatId = this.format?.id ?? 'ipt-16';
    return {
      template,
      planned_sessions: this.sessions,
      cadence: this.cadence,
      start_date: this.start,
      start_time: this.time || null,
      session_minutes: this.minutes,
      missed_session_rule: this.rule,
      planned_breaks: this.breaks.filter((day) => !this.offSeries.includes(day)),
      place: this.place.trim() || null,
      fee_gbp: null,
      cancellation: null,
      measures: null,
      recording_consent: null,
      gp_contact_consent: null,
      therapist: null,
      previous_course_id: previous?.id ?? null,
      carried_focus:
        template === 'ipt-m' && focus
          ? {
              area: focus,
              situation: previous?.glance.situation ?? null,
              person_ids: [],
              secondary_noted: null,
            }
          : null,
      second_course_reason: this.reason.trim() || null,
    };
  }
}
