//! The rules compute the same numbers, phases, gates and ends as the files of both sample cases have.

use chrono::NaiveDate;
use course::Course;
use course::file;
use course::ids::SlotId;
use course::plan::BeginPlan;
use course::plan::contract::MissedSessionRule;
use course::plan::gate::Gate;
use course::plan::gate::{GATES, GateStage};
use course::plan::{FormatId, Phase};
use course::session::SlotOutcome;
use course::session::{Slot, SlotStatus};
use testkit::new_course::{day, ids, plan};

const TRANSITION: &[u8] = include_bytes!("../../../../../tests/golden/cases/case-transition.json");
const DISPUTE: &[u8] = include_bytes!("../../../../../tests/golden/cases/case-dispute.json");

fn read(case: &[u8]) -> Course {
    file::read(case, &mut ids()).expect("a sample case is a course file")
}

/// Day, index, status, session number, attended count.
type Numbers = (NaiveDate, i32, SlotStatus, Option<i32>, Option<i32>);

fn numbers(slots: &[Slot]) -> Vec<Numbers> {
    let row = |slot: &Slot| {
        (
            slot.date,
            slot.slot_index,
            slot.status,
            slot.session_number,
            slot.attended_count,
        )
    };
    slots.iter().map(row).collect()
}

#[test]
fn recomputing_a_sample_case_changes_nothing() {
    for case in [TRANSITION, DISPUTE] {
        let course = read(case);
        let mut settled = course.clone();
        settled.recompute();
        assert!(
            settled == course,
            "each derived number in the file follows from its slots"
        );
    }
}

#[test]
fn sample_cases_have_the_expected_counts() {
    let transition = read(TRANSITION);
    assert_eq!(
        (
            transition.slots.len(),
            transition.used(),
            transition.attended()
        ),
        (18, 16, 16),
        "18 slots, 16 numbers, 16 sessions held"
    );
    let dispute = read(DISPUTE);
    assert_eq!(
        (dispute.slots.len(), dispute.used(), dispute.attended()),
        (16, 16, 14),
        "16 slots, 16 numbers, 14 sessions held"
    );
    for course in [transition, dispute] {
        assert_eq!(
            (course.left(), course.phase()),
            (0, Phase::Concluded),
            "all sessions are used and the course is concluded"
        );
    }
}

#[test]
fn gates_that_a_file_does_not_list_are_dated_by_its_phases() {
    let transition = ["2026-02-10", "2026-04-21", "2026-04-21", "2026-05-12"].map(day);
    let dispute = ["2025-10-02", "2025-11-27", "2025-11-27", "2025-12-18"].map(day);
    for (case, dates) in [(TRANSITION, transition), (DISPUTE, dispute)] {
        let course = read(case);
        for (state, on) in course.gates().into_iter().zip(dates) {
            assert_eq!(
                state.state,
                GateStage::Passed,
                "{:?} was passed",
                state.gate
            );
            assert_eq!(
                state.passed_on,
                Some(on),
                "{:?} was passed at the first session of the next phase",
                state.gate
            );
            assert!(
                state.missing.is_empty() && state.reason.is_none(),
                "nothing was missing for {:?}",
                state.gate
            );
        }
        let text = file::write(&course);
        assert!(
            !text.contains("\"gates\""),
            "a derived gate is not exported"
        );
    }
}

#[test]
fn gate_with_something_missing_in_a_file_was_passed_as_imported() {
    let text = String::from_utf8(TRANSITION.to_vec()).expect("a sample case is UTF-8");
    let without = text.replace(
        r#""client_reply": "Yes, but put the illness in; I did not just give up.","#,
        "",
    );
    assert_ne!(text, without, "the reply is removed from the file");
    let course = read(without.as_bytes());
    let first = course
        .passage(Gate::G1)
        .expect("session 5 was in the middle");
    assert_eq!(
        (first.missing, first.reason),
        (vec!["formulation".to_owned()], Some("imported".to_owned())),
        "the missing reply and the reason are recorded"
    );
}

#[test]
fn gate_that_a_file_lists_is_kept_unchanged() {
    let text = String::from_utf8(DISPUTE.to_vec()).expect("a sample case is UTF-8");
    let listed = r#""gates": [{"gate": "G1", "on": "2025-09-30", "missing": ["init.map"], "reason": "late"}], "slots""#;
    let course = read(text.replacen("\"slots\"", listed, 1).as_bytes());
    let first = course.passage(Gate::G1).expect("it is listed");
    assert_eq!(
        (first.on, first.reason.as_deref()),
        (day("2025-09-30"), Some("late")),
        "the passage of the file is kept"
    );
    let others = GATES.into_iter().filter(|gate| *gate != Gate::G1);
    assert!(
        others
            .into_iter()
            .all(|gate| course.passage(gate).is_some()),
        "the others are derived"
    );
}

/// Begins a course with the plan of a file.
fn begin_as(file: &Course) -> Course {
    let contract = file.contract.as_ref().expect("the sample has a contract");
    let plan = BeginPlan {
        start_time: file.slots.first().and_then(|slot| slot.start_time.clone()),
        session_minutes: Some(contract.session_minutes),
        missed_session_rule: Some(contract.missed_session_rule),
        planned_breaks: contract.planned_breaks.clone(),
        ..plan(FormatId::Ipt16, file.plan.start_date)
    };
    Course::begin(file.client.clone(), plan, &mut ids()).expect("the sample keeps to the rules")
}

/// Records each slot of the file, in order.
fn replay(file: &Course, mut course: Course) -> Course {
    let mut ids = ids();
    for slot in &file.slots {
        let id: SlotId = course
            .slots
            .iter()
            .find(|own| own.date == slot.date)
            .and_then(|own| own.id.clone())
            .expect("the series has a slot on every day of the file");
        if slot.status == SlotStatus::Break {
            continue;
        }
        let outcome = SlotOutcome {
            minutes_held: slot.minutes_held,
            ..SlotOutcome::of(slot.status)
        };
        course = course
            .record_slot(&id, outcome, slot.date, &mut ids)
            .expect("the sample keeps to the rules");
    }
    course
}

#[test]
fn replayed_transition_case_has_the_same_numbers_and_end() {
    let file = read(TRANSITION);
    let begun = begin_as(&file);
    assert_eq!(
        begun.plan.planned_end_date,
        day("2026-05-05"),
        "the agreed end is start + (16 + 1 - 1) weeks"
    );
    assert_eq!(
        begun.ends_on(),
        Some(day("2026-05-05")),
        "the series ends as agreed"
    );
    let course = replay(&file, begun);
    assert_eq!(
        course.ends_on(),
        Some(day("2026-05-12")),
        "the cancellation moved the end by a week"
    );
    assert_eq!(
        course.plan.planned_end_date,
        day("2026-05-05"),
        "the agreed end stays"
    );
    assert_eq!(
        numbers(&course.slots),
        numbers(&file.slots),
        "each index, number and count"
    );
    assert_eq!(
        course.plan.phase_bounds.middle, file.plan.phase_bounds.middle,
        "the phases are the agreed ones"
    );
}

#[test]
fn replayed_dispute_case_has_the_same_numbers_and_end() {
    let file = read(DISPUTE);
    assert_eq!(
        file.missed_rule(),
        MissedSessionRule::Counts,
        "missed sessions count"
    );
    let course = replay(&file, begin_as(&file));
    assert_eq!(
        numbers(&course.slots),
        numbers(&file.slots),
        "each index, number and count"
    );
    assert_eq!(course.ends_on(), Some(day("2025-12-18")), "the end stays");
}

#[test]
fn concluded_case_refuses_a_correction_and_stays_concluded() {
    let course = read(TRANSITION);
    let id = course
        .slots
        .first()
        .and_then(|slot| slot.id.clone())
        .expect("slots have ids once read");
    let preview = course.preview_slot(&id, SlotStatus::Dna, None, day("2026-06-01"));
    assert_eq!(
        preview.refused.map(|broken| broken.code()).as_deref(),
        Some("concluded"),
        "the course is concluded"
    );
    assert!(
        course.undo_conclusion().is_err(),
        "a conclusion from a file is not undone"
    );
}
