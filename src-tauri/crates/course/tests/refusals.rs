//! Wrong files, one fault each: refused whole, with the path and the code of the fault and nothing else.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

use course::file::{FileFault, FileProblem, read};
use serde_json::{Value, json};

const TRANSITION: &str = include_str!("../../../../tests/golden/cases/case-transition.json");
const DISPUTE: &str = include_str!("../../../../tests/golden/cases/case-dispute.json");

fn refuse(bytes: &[u8]) -> FileFault {
    let mut ids = || "id".to_owned();
    read(bytes, &mut ids).expect_err("a wrong file is refused")
}

type Seed = (&'static str, fn(&mut Value), &'static str, &'static str);

fn list<'a>(file: &'a mut Value, key: &str) -> &'a mut Vec<Value> {
    file[key].as_array_mut().unwrap()
}

/// Faults of structure: what the schema says.
const STRUCTURE: &[Seed] = &[
    (
        "unknown key at the top",
        |f| f["colour"] = json!(1),
        "colour",
        "unknown_key",
    ),
    (
        "unknown key deep down",
        |f| f["people"][3]["age"] = json!(4),
        "people[3].age",
        "unknown_key",
    ),
    (
        "unknown key in a worksheet",
        |f| f["worksheets"]["comm_analysis"][0]["turns"][1]["x"] = json!(0),
        "worksheets.comm_analysis[0].turns[1].x",
        "unknown_key",
    ),
    (
        "unknown phase",
        |f| f["course"]["phase_bounds"]["after"] = json!([17, 18]),
        "course.phase_bounds.after",
        "unknown_key",
    ),
    (
        "the vault's slot id",
        |f| f["slots"][0]["id"] = json!("s"),
        "slots[0].id",
        "unknown_key",
    ),
    (
        "the vault's session slot",
        |f| f["sessions"][0]["slot"] = json!("s"),
        "sessions[0].slot",
        "unknown_key",
    ),
    (
        "the vault's phase",
        |f| f["course"]["phase"] = json!("middle"),
        "course.phase",
        "unknown_key",
    ),
    (
        "the vault's drawing",
        |f| f["working_map"] = json!({"ring_scheme": "1=a", "positions": []}),
        "working_map",
        "unknown_key",
    ),
    (
        "the vault's answer",
        |f| f["slots"][5]["takes_number"] = json!(true),
        "slots[5].takes_number",
        "unknown_key",
    ),
    (
        "no version",
        |f| {
            f.as_object_mut().unwrap().remove("schema_version");
        },
        "schema_version",
        "missing_key",
    ),
    (
        "version 0",
        |f| f["schema_version"] = json!(0),
        "schema_version",
        "unknown_value",
    ),
    (
        "version as text",
        |f| f["schema_version"] = json!("1"),
        "schema_version",
        "unknown_value",
    ),
    (
        "a newer version",
        |f| {
            f["schema_version"] = json!(2);
            f["new_key"] = json!(1);
        },
        "schema_version",
        "newer_version",
    ),
    (
        "no client",
        |f| {
            f.as_object_mut().unwrap().remove("client");
        },
        "client",
        "missing_key",
    ),
    (
        "client is null",
        |f| f["client"] = Value::Null,
        "client",
        "wrong_type",
    ),
    (
        "no client code",
        |f| {
            f["client"].as_object_mut().unwrap().remove("code");
        },
        "client.code",
        "missing_key",
    ),
    (
        "text for a number",
        |f| f["contract"]["session_minutes"] = json!("50"),
        "contract.session_minutes",
        "wrong_type",
    ),
    (
        "half a minute",
        |f| f["contract"]["session_minutes"] = json!(50.5),
        "contract.session_minutes",
        "wrong_type",
    ),
    (
        "more minutes than 32 bits hold",
        |f| f["contract"]["session_minutes"] = json!(5_000_000_000_i64),
        "contract.session_minutes",
        "out_of_range",
    ),
    (
        "one person for a list",
        |f| f["people"] = json!({}),
        "people",
        "wrong_type",
    ),
    (
        "a language is null",
        |f| f["client"]["languages"] = json!(["en", null]),
        "client.languages[1]",
        "wrong_type",
    ),
    (
        "unknown format",
        |f| f["course"]["template"] = json!("ipt-17"),
        "course.template",
        "unknown_value",
    ),
    (
        "unknown status",
        |f| f["slots"][2]["status"] = json!("late"),
        "slots[2].status",
        "unknown_value",
    ),
    (
        "concluded is no phase of a session",
        |f| f["sessions"][13]["phase"] = json!("concluded"),
        "sessions[13].phase",
        "unknown_value",
    ),
    (
        "ring 0",
        |f| f["map_snapshots"][0]["positions"][2]["ring"] = json!(0),
        "map_snapshots[0].positions[2].ring",
        "out_of_range",
    ),
    (
        "angle of a full turn",
        |f| f["map_snapshots"][0]["positions"][2]["angle_deg"] = json!(360),
        "map_snapshots[0].positions[2].angle_deg",
        "out_of_range",
    ),
    (
        "closer than the client",
        |f| f["people"][0]["closeness_felt"] = json!(0),
        "people[0].closeness_felt",
        "out_of_range",
    ),
    (
        "goal rated 11",
        |f| f["goals"][1]["ratings"][0]["value"] = json!(11),
        "goals[1].ratings[0].value",
        "out_of_range",
    ),
    (
        "phase of three numbers",
        |f| f["course"]["phase_bounds"]["middle"] = json!([5, 8, 12]),
        "course.phase_bounds.middle",
        "wrong_length",
    ),
    (
        "review of one score",
        |f| f["mid_review"]["measures"]["PHQ-9"] = json!([15]),
        "mid_review.measures.PHQ-9",
        "wrong_length",
    ),
];

/// Dates, order, numbers.
const CALENDAR: &[Seed] = &[
    (
        "30 February",
        |f| f["slots"][0]["date"] = json!("2025-02-30"),
        "slots[0].date",
        "no_such_date",
    ),
    (
        "month 13 at birth",
        |f| f["client"]["date_of_birth"] = json!("1984-13-09"),
        "client.date_of_birth",
        "no_such_date",
    ),
    (
        "a date without zeros",
        |f| f["course"]["planned_end_date"] = json!("2025-12-8"),
        "course.planned_end_date",
        "no_such_date",
    ),
    (
        "a break on no day",
        |f| f["contract"]["planned_breaks"] = json!(["2025-11-31"]),
        "contract.planned_breaks[0]",
        "no_such_date",
    ),
    (
        "a day called a month",
        |f| f["timeline"][0]["precision"] = json!("quarter"),
        "timeline[0].date",
        "no_such_date",
    ),
    (
        "half past 25",
        |f| f["slots"][3]["start_time"] = json!("25:30"),
        "slots[3].start_time",
        "no_such_time",
    ),
    (
        "signed in local time",
        |f| f["sessions"][0]["locked_at"] = json!("2025-09-04T19:00:00+01:00"),
        "sessions[0].locked_at",
        "no_instant",
    ),
    (
        "an addendum on a day",
        |f| f["addenda"][0]["created_at"] = json!("2025-10-03"),
        "addenda[0].created_at",
        "no_instant",
    ),
    (
        "a slot before the last",
        |f| f["slots"][4]["date"] = json!("2025-09-24"),
        "slots[4].date",
        "out_of_order",
    ),
    (
        "two slots at one time",
        |f| f["slots"][4]["date"] = json!("2025-09-25"),
        "slots[4].start_time",
        "same_time",
    ),
    (
        "notes out of order",
        |f| list(f, "sessions").swap(4, 5),
        "sessions[5].date",
        "out_of_order",
    ),
    (
        "two notes to one slot",
        |f| {
            let again = f["sessions"][3].clone();
            list(f, "sessions").insert(4, again);
        },
        "sessions[4].slot_index",
        "duplicate",
    ),
    (
        "a note of another day",
        |f| f["sessions"][2]["date"] = json!("2025-09-19"),
        "sessions[2].date",
        "differs",
    ),
    (
        "a note to no slot",
        |f| f["sessions"][13]["slot_index"] = json!(17),
        "sessions[13].slot_index",
        "not_found",
    ),
    (
        "a signed note to a missed slot",
        |f| f["slots"][9]["status"] = json!("dna"),
        "sessions[8].slot_index",
        "not_held",
    ),
    (
        "the end before the start",
        |f| f["course"]["planned_end_date"] = json!("2025-08-01"),
        "course.planned_end_date",
        "out_of_order",
    ),
    (
        "slots miscounted",
        |f| f["slots"][7]["slot_index"] = json!(9),
        "slots[7].slot_index",
        "differs",
    ),
    (
        "a number left out",
        |f| f["slots"][6]["session_number"] = Value::Null,
        "slots[6].session_number",
        "differs",
    ),
    (
        "a number skipped",
        |f| f["slots"][15]["session_number"] = json!(17),
        "slots[15].session_number",
        "differs",
    ),
    (
        "meetings miscounted",
        |f| f["slots"][5]["attended_count"] = json!(6),
        "slots[5].attended_count",
        "differs",
    ),
    (
        "another missed-session rule",
        |f| f["contract"]["missed_session_rule"] = json!("moves"),
        "slots[5].session_number",
        "differs",
    ),
    (
        "a note misnumbered",
        |f| f["sessions"][5]["session_number"] = json!(6),
        "sessions[5].session_number",
        "differs",
    ),
    (
        "sessions left miscounted",
        |f| f["sessions"][5]["sessions_left_after"] = json!(10),
        "sessions[5].sessions_left_after",
        "differs",
    ),
    (
        "a phase that goes back",
        |f| f["sessions"][6]["phase"] = json!("initial"),
        "sessions[6].phase",
        "phase_goes_back",
    ),
];

/// The contract and its phases.
const CONTRACT: &[Seed] = &[
    (
        "21 sessions of a format of at most 20",
        |f| f["course"]["planned_sessions"] = json!(21),
        "course.planned_sessions",
        "out_of_range",
    ),
    (
        "15 sessions of a format of at least 16",
        |f| f["course"]["planned_sessions"] = json!(15),
        "course.planned_sessions",
        "out_of_range",
    ),
    (
        "more held than contracted",
        |f| {
            f["course"]["template"] = json!("ipt-12");
            f["course"]["planned_sessions"] = json!(15);
            f["course"]["phase_bounds"] = json!({});
            f["sessions"] = Value::Null;
            f["addenda"] = Value::Null;
        },
        "slots[15].session_number",
        "out_of_range",
    ),
    (
        "not what was amended",
        |f| f["contract"]["amendments"] = json!([{"on": "2025-12-01", "planned_sessions": 18, "reason": "r", "new_end_date": "2026-01-08"}]),
        "course.planned_sessions",
        "differs",
    ),
    (
        "amended beyond the ceiling",
        |f| f["contract"]["amendments"] = json!([{"on": "2025-12-01", "planned_sessions": 24, "reason": "r", "new_end_date": "2026-02-18"}]),
        "contract.amendments[0].planned_sessions",
        "out_of_range",
    ),
    (
        "not the end that was amended",
        |f| f["contract"]["amendments"] = json!([{"on": "2025-09-05", "planned_sessions": 16, "reason": "r", "new_end_date": "2025-12-25"}]),
        "course.planned_end_date",
        "differs",
    ),
    (
        "amendments out of order",
        |f| f["contract"]["amendments"] = json!([{"on": "2025-12-01", "planned_sessions": 18, "reason": "r", "new_end_date": "2026-01-08"}, {"on": "2025-11-01", "planned_sessions": 16, "reason": "r", "new_end_date": "2025-12-18"}]),
        "contract.amendments[1].on",
        "out_of_order",
    ),
    (
        "a gap between phases",
        |f| f["course"]["phase_bounds"]["middle"] = json!([6, 12]),
        "course.phase_bounds.middle[0]",
        "differs",
    ),
    (
        "a phase beyond the end",
        |f| f["course"]["phase_bounds"]["ending"] = json!([13, 17]),
        "course.phase_bounds.ending[1]",
        "out_of_range",
    ),
    (
        "a review after the end",
        |f| f["course"]["mid_review_at"] = json!(17),
        "course.mid_review_at",
        "out_of_range",
    ),
];

/// People, events, goals, sessions, notes.
const REFERENCES: &[Seed] = &[
    (
        "an unknown person on the map",
        |f| f["map_snapshots"][1]["positions"][0]["person_id"] = json!("p99"),
        "map_snapshots[1].positions[0].person_id",
        "not_found",
    ),
    (
        "someone twice on the map",
        |f| f["map_snapshots"][1]["positions"][1]["person_id"] = json!("p01"),
        "map_snapshots[1].positions[1].person_id",
        "duplicate",
    ),
    (
        "beyond the last ring",
        |f| f["map_snapshots"][0]["positions"][0]["ring"] = json!(6),
        "map_snapshots[0].positions[0].ring",
        "out_of_range",
    ),
    (
        "an unknown person in an event",
        |f| f["timeline"][2]["people"] = json!(["p01", "px"]),
        "timeline[2].people[1]",
        "not_found",
    ),
    (
        "an unknown person in the focus",
        |f| f["focus"]["person_ids"] = json!(["p77"]),
        "focus.person_ids[0]",
        "not_found",
    ),
    (
        "an unknown person in the mood",
        |f| f["sessions"][1]["mood_event"]["person_ids"] = json!(["nobody"]),
        "sessions[1].mood_event.person_ids[0]",
        "not_found",
    ),
    (
        "an unknown person in a task",
        |f| f["sessions"][1]["between_task"]["with_person_ids"] = json!(["p20"]),
        "sessions[1].between_task.with_person_ids[0]",
        "not_found",
    ),
    (
        "an unknown person in a conversation",
        |f| f["worksheets"]["comm_analysis"][0]["person_id"] = json!("p20"),
        "worksheets.comm_analysis[0].person_id",
        "not_found",
    ),
    (
        "an unknown person to ask for help",
        |f| {
            f["safety_plan"] = json!({"version": 1, "created": "2025-10-01", "ask_for_help": [{"person_id": "p20"}]})
        },
        "safety_plan.ask_for_help[0].person_id",
        "not_found",
    ),
    (
        "an id that is nobody's among helpers",
        |f| f["assessment"]["sick_role"]["helpers"] = json!(["a neighbour", "p50"]),
        "assessment.sick_role.helpers[1]",
        "not_found",
    ),
    (
        "an id that is nobody's among attendees",
        |f| f["sessions"][7]["attendees"] = json!(["client", "p40"]),
        "sessions[7].attendees[1]",
        "not_found",
    ),
    (
        "an id that is nobody's who helps",
        |f| f["ending_review"]["situations"][0]["who_helps"] = json!(["p40"]),
        "ending_review.situations[0].who_helps[0]",
        "not_found",
    ),
    (
        "an unknown event",
        |f| f["formulation"]["linked_events"] = json!(["e99"]),
        "formulation.linked_events[0]",
        "not_found",
    ),
    (
        "an unknown goal",
        |f| f["ending_review"]["goals_final"]["g9"] = json!(5),
        "ending_review.goals_final.g9",
        "not_found",
    ),
    (
        "a goal rated in session 17",
        |f| f["goals"][0]["ratings"][0]["session_number"] = json!(17),
        "goals[0].ratings[0].session_number",
        "not_found",
    ),
    (
        "a measure of session 0",
        |f| f["measures"][0]["session_number"] = json!(0),
        "measures[0].session_number",
        "not_found",
    ),
    (
        "a task of session 99",
        |f| f["tasks"][4]["session_number"] = json!(99),
        "tasks[4].session_number",
        "not_found",
    ),
    (
        "a review of session 17",
        |f| f["mid_review"]["session_number"] = json!(17),
        "mid_review.session_number",
        "not_found",
    ),
    (
        "an addendum to a session not held",
        |f| f["addenda"][0]["target"] = json!("session:6"),
        "addenda[0].target",
        "not_found",
    ),
    (
        "an addendum to a note not struck",
        |f| f["addenda"][1]["target"] = json!("slot:7"),
        "addenda[1].target",
        "not_found",
    ),
    (
        "an addendum to nothing",
        |f| f["addenda"][0]["target"] = json!("session:05"),
        "addenda[0].target",
        "not_found",
    ),
    (
        "an option that is none",
        |f| f["worksheets"]["decision_analysis"][0]["chosen"] = json!(3),
        "worksheets.decision_analysis[0].chosen",
        "not_found",
    ),
    (
        "two people of one id",
        |f| f["people"][5]["id"] = json!("p01"),
        "people[5].id",
        "duplicate",
    ),
    (
        "two measures of one id",
        |f| {
            let again = f["measures"][0].clone();
            list(f, "measures").push(again.clone());
            list(f, "measures").swap(1, 0);
            list(f, "measures")[0] = again;
        },
        "measures[1].id",
        "duplicate",
    ),
    (
        "a gate passed twice",
        |f| f["gates"] = json!([{"gate": "G1", "on": "2025-09-25", "missing": []}, {"gate": "G1", "on": "2025-09-26", "missing": []}]),
        "gates[1].gate",
        "duplicate",
    ),
];

/// Measures and ratings. `measures[0]` is a PHQ-9 of 15, `measures[1]` a GAD-7 of 13.
const MEASURES: &[Seed] = &[
    (
        "an answer of 4",
        |f| f["measures"][0]["items"][2] = json!(4),
        "measures[0].items[2]",
        "out_of_range",
    ),
    (
        "half an answer",
        |f| f["measures"][0]["items"][2] = json!(1.5),
        "measures[0].items[2]",
        "wrong_type",
    ),
    (
        "eight answers",
        |f| {
            f["measures"][0]["items"].as_array_mut().unwrap().pop();
        },
        "measures[0].items",
        "wrong_length",
    ),
    (
        "a total that differs",
        |f| f["measures"][0]["total"] = json!(14),
        "measures[0].total",
        "differs",
    ),
    (
        "a total above the range",
        |f| f["measures"][0]["total"] = json!(28),
        "measures[0].total",
        "out_of_range",
    ),
    (
        "another band",
        |f| f["measures"][0]["band"] = json!("moderate"),
        "measures[0].band",
        "differs",
    ),
    (
        "missing miscounted",
        |f| f["measures"][0]["missing_count"] = json!(1),
        "measures[0].missing_count",
        "differs",
    ),
    (
        "pro-rated with nothing missing",
        |f| f["measures"][0]["prorated_total"] = json!(15),
        "measures[0].prorated_total",
        "differs",
    ),
    (
        "item 9 that differs",
        |f| f["measures"][0]["item9"] = json!(1),
        "measures[0].item9",
        "differs",
    ),
    (
        "item 9 of a GAD-7",
        |f| f["measures"][1]["item9"] = json!(0),
        "measures[1].item9",
        "differs",
    ),
    (
        "a function item of 4",
        |f| f["measures"][0]["function_item"] = json!(4),
        "measures[0].function_item",
        "out_of_range",
    ),
    (
        "an unknown measure",
        |f| f["measures"][0]["instrument"] = json!("PHQ-99"),
        "measures[0].instrument",
        "not_found",
    ),
    (
        "an own measure nobody defined",
        |f| f["measures"][0]["instrument"] = json!("own:sleep"),
        "measures[0].instrument",
        "not_found",
    ),
    (
        "an own value out of its range",
        |f| {
            f["own_measures"] = json!([{"code": "own:sleep", "name": "Sleep", "min": 0, "max": 5}]);
            f["measures"][0] =
                json!({"id": "o", "instrument": "own:sleep", "date": "2025-09-04", "value": 6});
        },
        "measures[0].value",
        "out_of_range",
    ),
    (
        "an own range upside down",
        |f| f["own_measures"] = json!([{"code": "own:sleep", "name": "Sleep", "min": 5, "max": 0}]),
        "own_measures[0].max",
        "out_of_range",
    ),
    (
        "mood of 11",
        |f| {
            f["measures"][0] =
                json!({"id": "o", "instrument": "MOOD-0-10", "date": "2025-09-04", "value": 11})
        },
        "measures[0].value",
        "out_of_range",
    ),
    (
        "WSAS of 9",
        |f| f["measures"][0] = json!({"id": "o", "instrument": "WSAS", "date": "2025-09-04", "items": [9, 0, 0, 0, 0]}),
        "measures[0].items[0]",
        "out_of_range",
    ),
    (
        "WSAS out of 40 without work",
        |f| f["measures"][0] = json!({"id": "o", "instrument": "WSAS", "date": "2025-09-04", "items": [null, 1, 1, 1, 1], "work_not_applicable": true, "max_total": 40}),
        "measures[0].max_total",
        "differs",
    ),
    (
        "WSAS with a band",
        |f| f["measures"][0] = json!({"id": "o", "instrument": "WSAS", "date": "2025-09-04", "total": 12, "band": "significant"}),
        "measures[0].band",
        "not_of_this_measure",
    ),
    (
        "work that does not apply and was answered",
        |f| f["measures"][0] = json!({"id": "o", "instrument": "WSAS", "date": "2025-09-04", "items": [1, 1, 1, 1, 1], "work_not_applicable": true}),
        "measures[0].items[0]",
        "differs",
    ),
    (
        "a DASS scale that differs",
        |f| f["measures"][0] = json!({"id": "o", "instrument": "DASS-21", "date": "2025-09-04", "items": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "subscales": {"anxiety": 7}}),
        "measures[0].subscales.anxiety",
        "differs",
    ),
    (
        "BDI of 64",
        |f| {
            f["measures"][0] =
                json!({"id": "o", "instrument": "BDI-II", "date": "2025-09-04", "total": 64})
        },
        "measures[0].total",
        "out_of_range",
    ),
    (
        "a follow-up of 28",
        |f| f["followups"][0]["phq9_total"] = json!(28),
        "followups[0].phq9_total",
        "out_of_range",
    ),
    (
        "a risk answer of 4",
        |f| f["risk_reviews"][0]["item9"] = json!(4),
        "risk_reviews[0].item9",
        "out_of_range",
    ),
    (
        "mood that changed by 3",
        |f| f["sessions"][0]["mood_event"]["mood_effect"] = json!(3),
        "sessions[0].mood_event.mood_effect",
        "out_of_range",
    ),
    (
        "likely by 11",
        |f| {
            f["safety_plan"] =
                json!({"version": 1, "created": "2025-10-01", "likelihood_to_use_0_10": 11})
        },
        "safety_plan.likelihood_to_use_0_10",
        "out_of_range",
    ),
];

#[test]
fn every_seeded_fault_is_refused_with_its_path_and_code() {
    let seeds = [STRUCTURE, CALENDAR, CONTRACT, REFERENCES, MEASURES].concat();
    assert!(seeds.len() >= 60, "a table worth the name");
    let mut others = Vec::new();
    for (what, seed, path, code) in seeds {
        let mut file: Value = serde_json::from_str(DISPUTE).unwrap();
        seed(&mut file);
        let found = match read(file.to_string().as_bytes(), &mut || "id".to_owned()) {
            Ok(_) => ("imported".to_owned(), "none"),
            Err(fault) => (fault.path.clone(), fault.problem.code()),
        };
        if (found.0.as_str(), found.1) != (path, code) {
            others.push((what, found));
        }
    }
    assert!(
        others.is_empty(),
        "each fault has one path and one code: {others:#?}"
    );
}

#[test]
fn a_fault_shows_nothing_of_the_client() {
    let mut file: Value = serde_json::from_str(TRANSITION).unwrap();
    file["people"][0]["category"] = json!("Farida's secret");
    let fault = refuse(file.to_string().as_bytes());
    let shown = format!(
        "{fault} {fault:?} {}",
        serde_json::to_string(&fault).unwrap()
    );
    assert!(
        !shown.contains("secret"),
        "a fault names a place, never what stands there"
    );
}

#[test]
fn the_code_in_json_is_the_code() {
    let problems = [
        FileProblem::DuplicateKey,
        FileProblem::TooLarge { limit_mb: 20 },
        FileProblem::NotHeld,
    ];
    for problem in problems {
        let fault = FileFault {
            path: "a".to_owned(),
            problem,
        };
        let json = serde_json::to_value(&fault).unwrap();
        assert_eq!(
            json["code"],
            json!(fault.problem.code()),
            "one name for one problem"
        );
        assert_eq!(json["path"], json!("a"), "beside its path");
    }
}

#[test]
fn what_is_not_json_is_refused_where_it_stops_being_it() {
    for bytes in [
        &b""[..],
        b"{",
        b"nonsense",
        b"{\"a\": \"\\ud800\"}",
        b"\xff\xfe{}",
        b"{} {}",
        b"{\"a\": 1e999}",
    ] {
        let fault = refuse(bytes);
        assert_eq!(
            (fault.path.as_str(), fault.problem.code()),
            ("", "not_json"),
            "{bytes:?}"
        );
    }
    let FileProblem::NotJson { line, .. } = refuse(b"{\n\n!").problem else {
        panic!("not JSON")
    };
    assert_eq!(line, 3, "the line is told");
    for (bytes, code) in [
        (&b"[]"[..], "wrong_type"),
        (b"null", "wrong_type"),
        (b"{}", "missing_key"),
    ] {
        assert_eq!(refuse(bytes).problem.code(), code, "JSON, but no course");
    }
}

#[test]
fn a_key_written_twice_is_refused() {
    let twice = DISPUTE.replacen("\"code\":", "\"code\": \"other\", \"code\":", 1);
    let fault = refuse(twice.as_bytes());
    assert_eq!(
        (fault.path.as_str(), fault.problem.code()),
        ("client.code", "duplicate_key"),
        "which is meant?"
    );
}

#[test]
fn ten_thousand_levels_are_refused_without_a_crash() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!(
            "{{\"note\": {}1{}}}",
            open.repeat(10_000),
            close.repeat(10_000)
        );
        let fault = refuse(deep.as_bytes());
        assert_eq!(fault.problem.code(), "too_deep", "no course is that deep");
        assert!(
            fault.path.starts_with("note"),
            "the path leads there: {}",
            fault.path
        );
    }
    let unfinished = "[".repeat(1_000_000);
    assert_eq!(
        refuse(unfinished.as_bytes()).problem.code(),
        "too_deep",
        "also when it never ends"
    );
}

#[test]
fn more_than_20_megabytes_are_refused_unread() {
    let mut file = vec![b' '; 20_000_000];
    file.splice(..DISPUTE.len(), DISPUTE.bytes());
    let mut next = 0;
    let mut ids = || {
        next += 1;
        next.to_string()
    };
    assert!(read(&file, &mut ids).is_ok(), "20 MB are read");
    file.push(b' ');
    assert_eq!(
        refuse(&file).problem,
        FileProblem::TooLarge { limit_mb: 20 },
        "a byte more is not"
    );
}
