import type { BeginPlan, Cadence, ClientView, FormatOffer, FormatId, MissedSessionRule } from '../../backend';
import { addDays, addMonths } from '../../lib/dates';

/** Previews the days of a course in the form that begins it. The program sets the real days. */
export function sessionDays(start: string, cadence: Cadence, count: number): string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(start) || Number.isNaN(Date.parse(start))) return [];
  return Array.from({ length: count }, (_, step) => {
    if (cadence === 'monthly') return addMonths(start, step);
    return addDays(start, step * (cadence === 'fortnightly' ? 14 : 7));
  });
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

  /** Every day of the series, with its breaks and a few spare days. */
  readonly days = $derived(sessionDays(this.start, this.cadence, (this.sessions ?? 0) + this.breaks.length));
  readonly fits = $derived(
    this.format !== null &&
      this.sessions !== null &&
      Number.isInteger(this.sessions) &&
      this.sessions >= this.format.least &&
      this.sessions <= this.format.ceiling,
  );
  readonly end = $derived(this.fits ? (this.days.at(-1) ?? null) : null);
  readonly ready = $derived(this.fits && this.days.length > 0 && this.minutes !== null && this.minutes > 0);

  constructor(today: string) {
    this.start = today;
  }

  choose(format: FormatOffer) {
    this.format = format;
    this.sessions = format.usual;
    this.cadence = format.cadence;
    this.minutes = format.minutes[1];
    this.breaks = [];
  }

  addBreak(day: string) {
    this.breaks = [...this.breaks.filter((other) => other !== day), day].sort();
  }

  removeBreak(day: string) {
    this.breaks = this.breaks.filter((other) => other !== day);
  }

  /** A break stays only on a day of the series. */
  keepBreaks() {
    const kept = this.breaks.filter((day) => this.days.includes(day));
    if (kept.length < this.breaks.length) this.breaks = kept;
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
      planned_breaks: [...this.breaks],
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
