//! Takes a listed next step, as a screen would.

use chrono::NaiveDate;
use course::dates::Instant;
use course::ending::Conclusion;
use course::ending::FollowUp;
use course::focus::FocusArea;
use course::focus::FormulationDraft;
use course::guidance::NextStep;
use course::guidance::TaskState;
use course::ids::{GoalId, SessionRef};
use course::plan::gate::GatePass;
use course::risk::{CoveredFlag, RiskReview};
use course::session::SlotOutcome;
use course::session::SlotStatus;
use course::{Course, RuleBroken};

use super::doing::{focus, sheet};

/// A day after all slots.
pub fn far() -> NaiveDate {
    NaiveDate::from_ymd_opt(2032, 1, 1).expect("a day")
}

fn at() -> Instant {
    Instant::try_from("2026-02-01T18:00:00Z".to_owned()).expect("an instant in UTC")
}

/// A review of the flag of this measure, in the session of the measure.
pub fn review(course: &Course, id: &str, measure: Option<&str>, on: NaiveDate) -> RiskReview {
    let measure = course
        .measures
        .iter()
        .flatten()
        .find(|other| Some(other.id.as_str()) == measure);
    let session_number: Option<SessionRef> =
        measure.and_then(|measure| measure.session_number.clone());
    let flags = measure.into_iter().filter_map(|measure| {
        Some(CoveredFlag {
            measure: measure.id.clone(),
            item9: measure.item9?,
        })
    });
    RiskReview {
        id: id.to_owned(),
        session_number,
        date: on,
        time: None,
        covers: Some(flags.collect()),
        item9: measure.and_then(|measure| measure.item9),
        asked: Some(true),
        thoughts: Some("asked".to_owned()),
        plan: None,
        intent: None,
        protective: None,
        level_in_words: None,
        actions: None,
        check_on: None,
        closes: None,
        acknowledged_by: None,
        acknowledged_at: None,
    }
}

/// Takes the step and returns the changed course, or the rule that refused it.
pub fn take(course: Course, step: &NextStep, today: NaiveDate) -> Result<Course, RuleBroken> {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        format!("step-{next}")
    };
    let reason = |needed: bool| needed.then(|| "because".to_owned());
    match step {
        NextStep::ReviewRisk { measure } => {
            let review = review(&course, "step", Some(measure), today);
            course.save_risk_review(review, today)
        }
        NextStep::AcknowledgeRisk { review } => {
            course.acknowledge_risk(review, "t-1".to_owned(), at())
        }
        NextStep::RecordSlot { slot, can_be_held } => {
            let status = if *can_be_held {
                SlotStatus::Attended
            } else {
                SlotStatus::CancelledTherapist
            };
            course.record_slot(slot, SlotOutcome::of(status), today, &mut ids)
        }
        NextStep::SignNote { slot } => course.sign_note(slot, at(), None),
        NextStep::DoTask { task } => course.mark_task(task, TaskState::Done, None, today, None),
        NextStep::AgreeFocus => course.agree_focus(focus(FocusArea::Grief), today, today),
        NextStep::AddGoal => course.add_goal(
            GoalId::new("step"),
            "ring her".to_owned(),
            None,
            today,
            today,
        ),
        NextStep::ReviewGoals => course.keep_goals(),
        NextStep::ShareFormulation => {
            let shared = FormulationDraft {
                text: "we think".to_owned(),
                shared_on: Some(today),
                accepted: Some(true),
                client_reply: Some("yes".to_owned()),
                linked_events: None,
            };
            course.save_formulation(shared, today)
        }
        NextStep::FinaliseContract => course.finalise_contract(today, today),
        NextStep::TakeBaseline => course.record_measure(
            sheet("GAD-7", None, vec![Some(1.into()); 7]),
            "step".to_owned(),
        ),
        NextStep::AskRisk => {
            let review = review(&course, "step", None, today);
            course.save_risk_review(review, today)
        }
        NextStep::PassGate { gate, needs_reason } => course.pass_gate(
            *gate,
            GatePass {
                reason: reason(*needs_reason),
                end_type: None,
            },
            today,
            today,
        ),
        NextStep::MoveOn { to } => {
            let course = course.move_on(today, today)?;
            assert_eq!(course.phase(), *to, "the phase of the step");
            Ok(course)
        }
        NextStep::AddSlot { wanting } => {
            let before = course.slots.len();
            let last = course
                .slots
                .iter()
                .map(|slot| slot.date)
                .max()
                .unwrap_or(today);
            let course = course.add_slot(last, Some("23:59".to_owned()), &mut ids)?;
            assert!(
                *wanting > 0 && course.slots.len() == before + 1,
                "one missing slot was added"
            );
            Ok(course)
        }
        NextStep::Conclude {
            end_type,
            actual_end,
            needs_reason,
        } => course.conclude(
            Conclusion {
                end_type: *end_type,
                on: today,
                actual_end: *actual_end,
                retention_until: None,
                reason: reason(*needs_reason),
                risk: None,
                death: None,
            },
            today,
            &mut ids,
        ),
        NextStep::UndoConclusion => course.undo_conclusion(),
        NextStep::CloseRecord => {
            course.mark_task("end.close-record", TaskState::Done, None, today, None)
        }
        NextStep::FollowUp { task } => {
            let contact = FollowUp {
                id: task.clone(),
                date: today.to_string(),
                mode: None,
                note: None,
                phq9_total: None,
            };
            course
                .save_follow_up(contact)?
                .mark_task(task, TaskState::Done, None, today, None)
        }
    }
}
