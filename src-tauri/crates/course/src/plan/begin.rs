//! Begins a course: drafts the contract and lays out the slots.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::dates::calendar::in_range;
use crate::focus::FocusDraft;
use crate::ids::{NewId, SlotId};
use crate::measures::Amount;
use crate::people::Client;
use crate::people::Therapist;
use crate::plan::contract::{Contract, LONGEST_SESSION, MissedSessionRule, check_fee};
use crate::plan::format::CourseFormat;
use crate::plan::series::rhythm::step;
use crate::plan::{Cadence, CourseStatus, FormatId, Plan};
use crate::rule_broken::{RuleBroken, parse_time_of_day, require_reason, within};
use crate::session::{Slot, SlotStatus};

/// The agreements before or in session 1.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BeginPlan {
    /// The format.
    pub template: FormatId,
    /// N; absent means the usual number of the format.
    pub planned_sessions: Option<i32>,
    /// How far apart sessions are; absent means as usual in the format.
    pub cadence: Option<Cadence>,
    /// Day of the first slot.
    pub start_date: NaiveDate,
    /// Local time of every slot, `HH:MM`.
    pub start_time: Option<String>,
    /// Length in minutes; absent means the longest usual length of the format.
    pub session_minutes: Option<i32>,
    /// The missed-session rule; absent means `mixed` (ours).
    pub missed_session_rule: Option<MissedSessionRule>,
    /// Breaks that are known already. Each must be on a day of the series.
    pub planned_breaks: Vec<NaiveDate>,
    /// The place: in person, video, …
    pub place: Option<String>,
    /// Fee per session in pounds.
    pub fee_gbp: Option<Amount>,
    /// The notice for a cancellation.
    pub cancellation: Option<String>,
    /// The agreed measures, in words.
    pub measures: Option<Vec<String>>,
    /// Whether sessions may be recorded for supervision.
    pub recording_consent: Option<bool>,
    /// Whether the therapist may write to the GP.
    pub gp_contact_consent: Option<bool>,
    /// The therapist.
    pub therapist: Option<Therapist>,
    /// The course that this one continues.
    pub previous_course_id: Option<String>,
    /// The focus of that course, for maintenance, which has no initial phase.
    pub carried_focus: Option<FocusDraft>,
    /// Why it begins while another course of the client is open; kept with the course.
    pub second_course_reason: Option<String>,
}

crate::redacted!(BeginPlan);

impl BeginPlan {
    /// A second course beside an open one of the same client hides neither, and has a reason.
    ///
    /// # Errors
    /// [`RuleBroken::ReasonNeeded`].
    pub fn beside_open(self) -> Result<Self, RuleBroken> {
        let reason = require_reason(self.second_course_reason.as_deref())?;
        Ok(Self {
            second_course_reason: Some(reason),
            ..self
        })
    }
}

impl Course {
    /// Begins a course: lays out N slots by cadence from the start, with the planned breaks between them, drafts the
    /// contract, and sets the first phase of the format. `ids` makes the id of the course and of each slot. A session
    /// 0 before `ipt-b-8` is a contact outside the count and no slot.
    ///
    /// # Errors
    /// N is outside the bounds of the format, a break is on no day of the series, or a date, time or fee is out of range.
    pub fn begin(client: Client, plan: BeginPlan, ids: NewId<'_>) -> Result<Self, RuleBroken> {
        let format = CourseFormat::of(plan.template);
        let planned = plan
            .planned_sessions
            .or(format.usual)
            .ok_or(RuleBroken::SessionsUnsaid)?;
        within_bounds(format, planned)?;
        let cadence = plan.cadence.unwrap_or(format.cadence);
        let [_, usual_minutes] = format.minutes;
        let minutes = plan.session_minutes.unwrap_or(usual_minutes);
        within(minutes, 1, LONGEST_SESSION)?;
        check_fee(plan.fee_gbp.as_ref())?;
        let start = in_range(plan.start_date)?;
        let mut breaks = plan.planned_breaks;
        breaks.sort_unstable();
        breaks.dedup();
        let id = ids();
        let dates = lay_out(start, cadence, planned, &breaks)?;
        let time = plan.start_time.map(parse_time_of_day).transpose()?;
        let slots = dates
            .iter()
            .map(|date| Slot {
                status: if breaks.contains(date) {
                    SlotStatus::Break
                } else {
                    SlotStatus::Planned
                },
                ..Slot::planned(SlotId::new(ids()), *date, time.clone(), minutes)
            })
            .collect();
        let (phase_bounds, mid_review_at) = format.phases(planned);
        let mut course = Self {
            schema_version: 1,
            case_id: None,
            fictional: None,
            note: None,
            client,
            therapist: plan.therapist,
            plan: Plan {
                id,
                template: plan.template,
                planned_sessions: planned,
                cadence,
                weekday: Some(start.format("%A").to_string()),
                start_date: start,
                planned_end_date: dates.last().copied().unwrap_or(start),
                actual_end_date: None,
                end_type: None,
                death: None,
                status: CourseStatus::Planned,
                phase_bounds,
                mid_review_at,
                retention_until: None,
                previous_course_id: plan.previous_course_id,
                second_course_reason: plan.second_course_reason,
                phase: None,
                imported_in: None,
                first_planned: None,
                before_conclusion: None,
            },
            contract: Some(Contract {
                version: 1,
                draft_date: Some(start),
                agreed_date: None,
                missed_session_rule: plan.missed_session_rule.unwrap_or(MissedSessionRule::Mixed),
                planned_breaks: breaks,
                session_minutes: minutes,
                place: plan.place,
                fee_gbp: plan.fee_gbp,
                cancellation: plan.cancellation,
                measures: plan.measures,
                recording_consent: plan.recording_consent,
                gp_contact_consent: plan.gp_contact_consent,
                amendments: None,
            }),
            assessment: None,
            people: None,
            map_snapshots: None,
            working_map: None,
            timeline: None,
            formulation: None,
            focus: plan.carried_focus.map(|focus| focus.agreed(start)),
            goals: None,
            slots,
            sessions: None,
            measures: None,
            worksheets: None,
            risk_reviews: None,
            safety_plan: None,
            mid_review: None,
            ending_review: None,
            summary_letter: None,
            gp_letter: None,
            addenda: None,
            tasks: None,
            followups: None,
            gates: None,
            own_measures: None,
        };
        course.plan.phase = Some(course.phase());
        Ok(course.recomputed())
    }
}

/// Refuses an N outside the bounds of the format.
pub(crate) fn within_bounds(format: &CourseFormat, planned: i32) -> Result<(), RuleBroken> {
    if planned < format.least {
        return Err(RuleBroken::BelowLeast {
            least: format.least,
        });
    }
    if planned > format.ceiling {
        return Err(RuleBroken::AboveCeiling {
            ceiling: format.ceiling,
        });
    }
    Ok(())
}

/// The days of `planned` sessions and of the breaks between them.
fn lay_out(
    start: NaiveDate,
    cadence: Cadence,
    planned: i32,
    breaks: &[NaiveDate],
) -> Result<Vec<NaiveDate>, RuleBroken> {
    let mut dates = Vec::new();
    let (mut sessions, mut steps) = (0, 0);
    while sessions < planned {
        let date = step(start, cadence, steps)?;
        sessions += i32::from(!breaks.contains(&date));
        steps += 1;
        dates.push(date);
    }
    match breaks.iter().find(|date| !dates.contains(date)) {
        Some(date) => Err(RuleBroken::BreakOffSeries { date: *date }),
        None => Ok(dates),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_with, client, day, ids, plan, refusal};
    use crate::plan::Phase;

    fn begin(plan: BeginPlan) -> Result<Course, RuleBroken> {
        Course::begin(client(), plan, &mut ids())
    }

    #[test]
    fn standard_course_has_sixteen_weekly_slots() {
        let course = begun();
        assert_eq!(course.slots.len(), 16, "N slots");
        assert_eq!(
            course.plan.planned_end_date,
            day("2026-04-28"),
            "start + 15 weeks"
        );
        assert_eq!(
            course.ends_on(),
            Some(day("2026-04-28")),
            "the series ends as agreed"
        );
        assert_eq!(
            course.plan.weekday.as_deref(),
            Some("Tuesday"),
            "the weekday of the start"
        );
        assert_eq!(
            (course.left(), course.used(), course.phase()),
            (16, 0, Phase::Initial),
            "no session is used"
        );
        assert_eq!(
            course.plan.status,
            CourseStatus::Planned,
            "no session is recorded"
        );
    }

    #[test]
    fn planned_breaks_are_laid_out_between_the_sessions() {
        let breaks = vec![day("2026-02-24"), day("2026-02-24")];
        let course = begun_with(BeginPlan {
            planned_breaks: breaks,
            ..plan(FormatId::Ipt16)
        });
        assert_eq!(
            course.slots.len(),
            17,
            "the break takes a slot and no session"
        );
        assert_eq!(
            course.slots[6].status,
            SlotStatus::Break,
            "the break is in the seventh week"
        );
        assert_eq!(
            course.plan.planned_end_date,
            day("2026-05-05"),
            "start + (16 + 1 - 1) weeks"
        );
    }

    #[test]
    fn break_on_no_day_of_the_series_is_refused() {
        for date in ["2026-02-25", "2026-01-06", "2026-06-02"] {
            let refused = refusal(begin(BeginPlan {
                planned_breaks: vec![day(date)],
                ..plan(FormatId::Ipt16)
            }));
            assert_eq!(
                refused,
                RuleBroken::BreakOffSeries { date: day(date) },
                "{date} is no day of the series"
            );
        }
    }

    #[test]
    fn number_of_sessions_outside_the_format_is_refused() {
        let of = |template, n| {
            begin(BeginPlan {
                planned_sessions: Some(n),
                ..plan(template)
            })
        };
        assert_eq!(
            refusal(of(FormatId::Ipt16, 15)),
            RuleBroken::BelowLeast { least: 16 },
            "16 is the least"
        );
        assert_eq!(
            refusal(of(FormatId::Ipt16, 21)),
            RuleBroken::AboveCeiling { ceiling: 20 },
            "20 is the most"
        );
        assert_eq!(
            refusal(of(FormatId::Custom, 0)),
            RuleBroken::BelowLeast { least: 1 },
            "custom needs at least one"
        );
        assert_eq!(
            refusal(begin(plan(FormatId::Custom))),
            RuleBroken::SessionsUnsaid,
            "custom has no usual number"
        );
        assert!(of(FormatId::Custom, 60).is_ok(), "60 is the most of custom");
    }

    #[test]
    fn maintenance_begins_in_the_middle_phase_with_monthly_slots() {
        let course = begun_with(BeginPlan {
            start_date: day("2027-01-31"),
            ..plan(FormatId::IptM)
        });
        assert_eq!(course.phase(), Phase::Middle, "there is no initial phase");
        assert_eq!(
            course.slots[1].date,
            day("2027-02-28"),
            "the last day of February"
        );
        assert_eq!(
            course.slots[2].date,
            day("2027-03-31"),
            "the 31st again in March"
        );
    }

    #[test]
    fn course_outside_1900_to_9999_is_refused() {
        let refused = |start| {
            refusal(begin(BeginPlan {
                start_date: day(start),
                ..plan(FormatId::Ipt16)
            }))
        };
        assert_eq!(
            refused("9999-12-01"),
            RuleBroken::DateOutOfRange,
            "its slots would be in the year 10000"
        );
        assert_eq!(
            refused("1899-12-31"),
            RuleBroken::DateOutOfRange,
            "before 1900"
        );
    }

    #[test]
    fn time_of_day_is_stored_as_hh_mm() {
        let at = |time: &str| {
            begin(BeginPlan {
                start_time: Some(time.to_owned()),
                ..plan(FormatId::Ipt16)
            })
        };
        assert_eq!(
            at("9:30").unwrap().slots[0].start_time.as_deref(),
            Some("09:30"),
            "HH:MM"
        );
        assert_eq!(refusal(at("25:00")), RuleBroken::NotATime, "no such hour");
    }
}
