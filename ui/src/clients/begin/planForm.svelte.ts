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
export interface PlanFields {
  format: FormatId | null;
  sessions: number | null;
  cadence: Cadence;
  start: string;
  time: string;
  minutes: number | null;
  place: string;
  rule: MissedSessionRule;
  breaks: readonly string[];
  /** Why it begins while another course is open. */
  reason: string;
}

/** The part of the plan that a format proposes. */
const proposed = (format: FormatOffer | null) => ({
  format: format?.id ?? null,
  sessions: format?.usual ?? null,
  cadence: format?.cadence ?? 'weekly',
  minutes: format?.minutes[1] ?? null,
});

/** The plan before anything is typed. */
export const planFields = (today: string, format: FormatOffer | null): PlanFields => ({
  ...proposed(format),
  start: today,
  time: '',
  place: '',
  rule: 'mixed',
  breaks: [],
  reason: '',
});

/** The form that begins a course. */
export class PlanForm {
  readonly fields: PlanFields;
  readonly #offers: () => readonly FormatOffer[];

  readonly format = $derived.by(() => this.#offers().find(({ id }) => id === this.fields.format) ?? null);
  readonly fits = $derived.by(() => {
    const [{ sessions }, format] = [this.fields, this.format];
    return (
      format !== null &&
      sessions !== null &&
      Number.isInteger(sessions) &&
      sessions >= format.least &&
      sessions <= format.ceiling
    );
  });
  /** Every day of the series, breaks included; none while the number of sessions is not typed to its end. */
  readonly days = $derived.by(() => {
    const { start, cadence, sessions, breaks } = this.fields;
    return this.fits ? sessionDays(start, cadence, sessions ?? 0, breaks) : [];
  });
  /** Breaks on no day of the series. They are shown, and count again once the series has their day. */
  readonly offSeries = $derived.by(() =>
    this.days.length === 0 ? [] : this.fields.breaks.filter((day) => !this.days.includes(day)),
  );
  readonly end = $derived(this.days.at(-1) ?? null);
  readonly ready = $derived.by(() => {
    const { minutes } = this.fields;
    return this.fits && this.days.length > 0 && minutes !== null && minutes > 0;
  });

  constructor(fields: PlanFields, offers: () => readonly FormatOffer[]) {
    this.fields = fields;
    this.#offers = offers;
  }

  choose(format: FormatOffer) {
    Object.assign(this.fields, proposed(format));
  }

  addBreak(day: string) {
    this.fields.breaks = [...this.fields.breaks.filter((other) => other !== day), day].sort();
  }

  removeBreak(day: string) {
    this.fields.breaks = this.fields.breaks.filter((other) => other !== day);
  }

  plan(client: ClientView): BeginPlan {
    const previous = client.courses.at(-1);
    const focus = previous?.glance.focus ?? null;
    const { fields } = this;
    const template: FormatId = this.format?.id ?? 'ipt-16';
    return {
      template,
      planned_sessions: fields.sessions,
      cadence: fields.cadence,
      start_date: fields.start,
      start_time: fields.time || null,
      session_minutes: fields.minutes,
      missed_session_rule: fields.rule,
      planned_breaks: fields.breaks.filter((day) => !this.offSeries.includes(day)),
      place: fields.place.trim() || null,
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
      second_course_reason: fields.reason.trim() || null,
    };
  }
}
