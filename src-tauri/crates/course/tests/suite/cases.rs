//! Both sample cases, by the rules: numbers, phases, gates and ends come out as the files have them.

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

const TRANSITION: &[u8] = include_bytes!("../../../../../tests/golden/cases/case-transition.json");
const DISPUTE: &[u8] = include_bytes!("../../../../../tests/golden/cases/case-dispute.json");

fn ids() -> impl FnMut() -> String {
    let mut next = 0;
    move || {
        next += 1;
        format!("id-{next}")
    }
}

fn read(case: &[u8]) -> Course {
    file::read(case, &mut ids()).expect("a sample case is a course file")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("tests write days as YYYY-MM-DD")
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
fn settling_a_sample_case_changes_nothing() {
    for case in [TRANSITION, DISPUTE] {
        let course = read(case);
        let mut settled = course.clone();
        settled.recompute();
        assert!(
            settled == course,
            "every derived number in the file follows from its slots"
        );
    }
}

#[test]
fn the_counts_of_both_cases_come_out() {
    let transition = read(TRANSITION);
    assert_eq!(
        (
            transition.slots.len(),
            transition.used(),
            transition.attended()
        ),
        (18, 16, 16),
        "moves"
    );
    let dispute = read(DISPUTE);
    assert_eq!(
        (dispute.slots.len(), dispute.used(), dispute.attended()),
        (16, 16, 14),
        "counts"
    );
    for course in [transition, dispute] {
        assert_eq!(
            (course.left(), course.phase()),
            (0, Phase::Concluded),
            "all used, and over"
        );
    }
}

#[test]
fn gates_a_file_does_not_list_are_dated_by_its_phases() {
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
                "{:?}: the first session of the next phase",
                state.gate
            );
            assert!(
                state.missing.is_empty() && state.reason.is_none(),
                "{:?}: its list was complete",
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
fn a_gate_whose_list_was_incomplete_was_passed_as_imported() {
    let text = String::from_utf8(TRANSITION.to_vec()).expect("a sample case is UTF-8");
    let without = text.replace(
        r#""client_reply": "Yes, but put the illness in; I did not just give up.","#,
        "",
    );
    assert_ne!(text, without, "the reply is taken out of the file");
    let course = read(without.as_bytes());
    let first = course
        .passage(Gate::G1)
        .expect("session 5 was in the middle");
    assert_eq!(
        (first.missing, first.reason),
        (vec!["formulation".to_owned()], Some("imported".to_owned())),
        "kept"
    );
}

#[test]
fn a_gate_listed_in_a_file_is_taken_as_it_stands() {
    let text = String::from_utf8(DISPUTE.to_vec()).expect("a sample case is UTF-8");
    let listed = r#""gates": [{"gate": "G1", "on": "2025-09-30", "missing": ["init.map"], "reason": "late"}], "slots""#;
    let course = read(text.replacen("\"slots\"", listed, 1).as_bytes());
    let first = course.passage(Gate::G1).expect("it is listed");
    assert_eq!(
        (first.on, first.reason.as_deref()),
        (day("2025-09-30"), Some("late")),
        "not judged again"
    );
    let others = GATES.into_iter().filter(|gate| *gate != Gate::G1);
    assert!(
        others
            .into_iter()
            .all(|gate| course.passage(gate).is_some()),
        "the others are derived"
    );
}

/// Begins a course as the file's was begun.
fn begin_as(file: &Course) -> Course {
    let contract = file.contract.as_ref().expect("the sample has a contract");
    let plan = BeginPlan {
        template: FormatId::Ipt16,
        planned_sessions: None,
        cadence: None,
        start_date: file.plan.start_date,
        start_time: file.slots.first().and_then(|slot| slot.start_time.clone()),
        session_minutes: Some(contract.session_minutes),
        missed_session_rule: Some(contract.missed_session_rule),
        planned_breaks: contract.planned_breaks.clone(),
        place: None,
        fee_gbp: None,
        cancellation: None,
        measures: None,
        recording_consent: None,
        gp_contact_consent: None,
        therapist: None,
        previous_course_id: None,
        carried_focus: None,
        second_course_reason: None,
    };
    Course::begin(file.client.clone(), plan, &mut ids()).expect("the sample keeps to the rules")
}

/// Records every slot of the file, in order, where it is still open.
fn replay(file: &Course, mut course: Course) -> Course {
    let mut ids = {
        let mut next = 1000;
        move || {
            next += 1;
            format!("id-{next}")
        }
    };
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
fn the_transition_case_begun_here_and_replayed_has_the_same_numbers_and_end() {
    let file = read(TRANSITION);
    let begun = begin_as(&file);
    assert_eq!(
        begun.plan.planned_end_date,
        day("2026-05-05"),
        "agreed: start + (16 + 1 - 1) weeks"
    );
    assert_eq!(
        begun.ends_on(),
        Some(day("2026-05-05")),
        "nothing moved yet"
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
        "every index, number and count"
    );
    assert_eq!(
        course.plan.phase_bounds.middle, file.plan.phase_bounds.middle,
        "phases as agreed"
    );
}

#[test]
fn the_dispute_case_begun_here_and_replayed_has_the_same_numbers_and_end() {
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
        "every index, number and count"
    );
    assert_eq!(course.ends_on(), Some(day("2025-12-18")), "the end holds");
}

#[test]
fn the_first_session_of_a_concluded_case_is_closed_to_changes() {
    let course = read(TRANSITION);
    let id = course
        .slots
        .first()
        .and_then(|slot| slot.id.clone())
        .expect("slots have ids once read");
    let foreseen = course.preview_slot(&id, SlotStatus::Dna, None, day("2026-06-01"));
    assert_eq!(
        foreseen.refused.map(|broken| broken.code()).as_deref(),
        Some("concluded"),
        "read-only"
    );
    assert!(
        course.undo_conclusion().is_err(),
        "a conclusion from a file stands"
    );
}
