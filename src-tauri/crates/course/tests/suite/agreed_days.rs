//! An agreement or act has a day of its own, so that a record can be entered later.

use chrono::NaiveDate;
use course::Course;
use course::RuleBroken;
use course::ending::{Conclusion, RiskAtEnd};
use course::file;
use course::focus::{FocusArea, FocusDraft, FormulationDraft};
use course::guidance::TaskState;
use course::ids::GoalId;
use course::plan::contract::Amendment;
use course::plan::gate::{Gate, GatePass};
use course::plan::{EndType, FormatId, Phase};
use course::session::{Slot, SlotOutcome, SlotStatus};
use testkit::new_course::{client, day, ids, plan};

/// A course of sixteen sessions, all held; the last was on 21 April 2026.
const SIXTEEN_HELD: &[u8] = include_bytes!("sixteen-held.json");

fn slot(course: &Course, nth: usize) -> &Slot {
    course.slots.get(nth - 1).expect("the series has the slot")
}

fn attended(course: Course, nth: usize, today: NaiveDate) -> Result<Course, RuleBroken> {
    let id = slot(&course, nth).id.clone().expect("slots have ids");
    course.record_slot(
        &id,
        SlotOutcome::of(SlotStatus::Attended),
        today,
        &mut ids(),
    )
}

fn because() -> GatePass {
    GatePass {
        reason: Some("as it was".to_owned()),
        end_type: None,
    }
}

#[test]
fn session_seventeen_of_yesterday_is_held_once_the_amendment_says_its_day() {
    let course = file::read(SIXTEEN_HELD, &mut ids()).expect("a course file");
    let (yesterday, today) = (day("2026-04-28"), day("2026-04-29"));
    let amendment = Amendment {
        on: yesterday,
        planned_sessions: 20,
        reason: "her mother died".to_owned(),
        new_end_date: day("2026-05-19"),
        supervision_noted: None,
    };
    let course = course
        .amend_contract(amendment, today, &mut ids())
        .expect("agreed yesterday");
    assert_eq!(slot(&course, 17).date, yesterday, "the slot of session 17");
    let course = attended(course, 17, today).expect("20 applied yesterday");
    assert_eq!((course.used(), course.left()), (17, 3), "17 of 20");
    let text = file::write(&course);
    assert!(
        file::read(text.as_bytes(), &mut ids()).is_ok(),
        "its file can be read"
    );
}

#[test]
fn past_course_is_entered_with_the_days_on_which_it_happened() {
    let today = day("2028-03-01");
    let mut course = Course::begin(
        client(),
        plan(FormatId::Ipt16, day("2026-01-06")),
        &mut ids(),
    )
    .expect("a start in the past");
    let mut gate_days = Vec::new();
    for nth in 1..=16 {
        course = attended(course, nth, today).expect("each session has come");
        let on = slot(&course, nth).date;
        let agreed = match nth {
            1 => course.finalise_contract(on, today),
            4 => agree_all(course, on, today)
                .pass_gate(Gate::G1, because(), on, today)
                .and_then(|course| course.move_on(on, today)),
            8 => course.pass_gate(Gate::G2, because(), on, today),
            12 => course
                .pass_gate(Gate::G3, because(), on, today)
                .and_then(|course| course.move_on(on, today)),
            _ => Ok(course),
        };
        course = agreed.expect("each day is one of the course");
        if matches!(nth, 4 | 8 | 12) {
            gate_days.push(on);
        }
    }
    let end = slot(&course, 16).date;
    let conclusion = Conclusion {
        end_type: EndType::Planned,
        on: end,
        actual_end: end,
        retention_until: None,
        reason: Some("as it was".to_owned()),
        risk: Some(RiskAtEnd {
            asked: Some(true),
            text: "None.".to_owned(),
        }),
        death: None,
    };
    let course = course
        .conclude(conclusion, today, &mut ids())
        .expect("the last session was the end");
    gate_days.push(end);
    let passed: Vec<_> = course
        .gates()
        .iter()
        .filter_map(|gate| gate.passed_on)
        .collect();
    assert_eq!(passed, gate_days, "each gate has the day of its session");
    let notes = course.sessions.as_ref().expect("notes");
    let phases: Vec<_> = notes.iter().map(|note| note.phase).collect();
    let expected = [
        [Phase::Initial; 4].as_slice(),
        &[Phase::Middle; 8],
        &[Phase::Ending; 4],
    ]
    .concat();
    assert_eq!(phases, expected, "each note has the phase of its day");
    let tasks = course.tasks.as_ref().expect("tasks");
    for id in [
        "init.contract",
        "init.focus",
        "init.goals",
        "init.formulation",
    ] {
        let task = tasks.iter().find(|task| task.id == id).expect(id);
        assert_eq!(task.state, TaskState::Done, "{id}");
        assert!(task.session_number.is_some(), "{id} belongs to a session");
    }
    let later = "2028".to_owned();
    assert!(
        !file::write(&course).contains(&later),
        "nothing is dated by the day on which it was entered"
    );
}

/// Agrees focus and goal, and shares the formulation, on this day.
fn agree_all(course: Course, on: NaiveDate, today: NaiveDate) -> Course {
    let focus = FocusDraft {
        area: FocusArea::Grief,
        situation: Some("her mother".to_owned()),
        person_ids: Vec::new(),
        secondary_noted: None,
    };
    let formulation = FormulationDraft {
        text: "Since she died".to_owned(),
        shared_on: Some(on),
        accepted: Some(true),
        client_reply: Some("yes".to_owned()),
        linked_events: None,
    };
    course
        .agree_focus(focus, on, today)
        .and_then(|course| {
            course.add_goal(
                GoalId::new("g1"),
                "visit the grave".to_owned(),
                None,
                on,
                today,
            )
        })
        .and_then(|course| course.save_formulation(formulation, today))
        .expect("each day is one of the course")
}
