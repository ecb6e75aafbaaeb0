//! When a sheet was filled in, and which scores a course begins and ends with.

use course::Course;
use course::measures::Occasion;
use course::plan::CourseStatus;
use serde_json::{Value, json};

use super::{DISPUTE, case, outcomes, read, with_measures};

fn sheet(id: &str, date: &str, session: Option<i32>, total: i32) -> Value {
    json!({ "id": id, "instrument": "PHQ-9", "date": date, "session_number": session, "total": total })
}

fn occasion(course: &Course, id: &str) -> Occasion {
    let scores = course.scores();
    scores.iter().find(|score| score.id == id).unwrap().occasion
}

#[test]
fn a_score_before_session_1_is_the_first_one_and_no_follow_up() {
    let course = with_measures(json!([
        sheet("before", "2025-08-20", None, 21),
        sheet("first", "2025-09-04", Some(1), 18),
        sheet("last", "2025-12-18", Some(16), 9),
    ]));
    assert_eq!(
        occasion(&course, "before"),
        Occasion::BeforeSession { number: 1 },
        "two weeks before the first session"
    );
    assert_eq!(
        outcomes(&course)["phq9_change"],
        json!(-12),
        "from the assessment to the last session"
    );
    let firsts: Vec<String> = course
        .scores()
        .into_iter()
        .filter(|score| score.first)
        .map(|score| score.id)
        .collect();
    assert_eq!(firsts, ["before"], "later scores are held against it");
}

#[test]
fn a_score_of_a_planned_session_is_no_follow_up() {
    let mut course = with_measures(json!([
        sheet("first", "2025-09-04", Some(1), 18),
        sheet("next", "2025-12-18", Some(16), 9),
    ]));
    course.plan.status = CourseStatus::Active;
    let slot = course.slots.last_mut().unwrap();
    slot.status = course::session::SlotStatus::Planned;
    slot.session_number = None;
    assert_eq!(
        (
            occasion(&course, "next"),
            outcomes(&course)["phq9_last"].clone()
        ),
        (Occasion::PlannedSession, json!(9)),
        "it was answered before the hour"
    );
}

#[test]
fn a_score_outside_sessions_counts_until_the_end() {
    let mut course = with_measures(json!([
        sheet("first", "2025-09-04", Some(1), 18),
        sheet("between", "2025-10-01", None, 14),
        sheet("later", "2026-03-18", None, 2),
    ]));
    assert_eq!(occasion(&course, "between"), Occasion::BetweenSessions);
    assert_eq!(occasion(&course, "later"), Occasion::FollowUp);
    assert_eq!(
        outcomes(&course)["phq9_last"],
        json!(14),
        "what comes after the end is no part of the course"
    );
    course.plan.status = CourseStatus::Active;
    assert_eq!(
        occasion(&course, "later"),
        Occasion::BetweenSessions,
        "a course under way has no follow-up"
    );
}

#[test]
fn scores_of_two_days_outside_sessions_are_of_two_times() {
    let outside = |instrument: &str, date: &str, total: i32| {
        let id = format!("{instrument} {date}");
        json!({ "id": id, "instrument": instrument, "date": date, "total": total })
    };
    let at = |phq9: &str, gad7: &str| {
        let mut course = with_measures(json!([
            outside("PHQ-9", "2025-09-05", 18),
            outside("PHQ-9", phq9, 9),
            outside("GAD-7", "2025-09-05", 15),
            outside("GAD-7", gad7, 7),
        ]));
        course.plan.status = CourseStatus::Active;
        serde_json::to_value(course.verdicts()).unwrap()["joint"]["at"].clone()
    };
    assert_eq!(
        at("2025-10-01", "2025-10-08"),
        Value::Null,
        "both are between sessions, a week apart"
    );
    assert_eq!(
        at("2025-10-01", "2025-10-01"),
        json!({ "occasion": { "when": "between_sessions" }, "date": "2025-10-01" }),
        "the day says which"
    );
}

#[test]
fn a_score_says_its_day() {
    let course = with_measures(json!([
        sheet("before", "2025-08-20", None, 21),
        sheet("earlier", "2025-08-27", None, 18),
    ]));
    let verdicts = serde_json::to_value(course.verdicts()).unwrap();
    let said = &verdicts["measures"][0]["said"];
    assert_eq!(
        [&said["first"]["date"], &said["last"]["date"]],
        ["2025-08-20", "2025-08-27"],
        "both are from before session 1"
    );
}

#[test]
fn a_score_in_a_slot_entered_in_error_counts_nowhere() {
    let mut course = with_measures(json!([
        sheet("error", "2025-09-04", Some(1), 3),
        sheet("first", "2025-09-11", Some(2), 18),
        sheet("last", "2025-12-18", Some(16), 9),
    ]));
    course.slots[0].status = course::session::SlotStatus::Void;
    let scored = course.scores().iter().any(|score| score.id == "error");
    assert_eq!(
        (scored, outcomes(&course)["phq9_first"].clone()),
        (false, json!(18)),
        "it belongs to nobody here"
    );
}

#[test]
fn no_cut_off_or_verdict_is_said_under_16() {
    let sheets = json!([
        sheet("first", "2025-09-04", Some(1), 18),
        sheet("last", "2025-12-18", Some(16), 3),
        { "id": "g1", "instrument": "GAD-7", "date": "2025-09-04", "session_number": 1, "total": 15 },
        { "id": "g2", "instrument": "GAD-7", "date": "2025-12-18", "session_number": 16, "total": 3 },
    ]);
    let born = |date_of_birth: Value, template: &str| {
        let mut file = case(DISPUTE);
        file["client"]["date_of_birth"] = date_of_birth;
        file["measures"] = sheets.clone();
        let mut course = read(&file);
        course.plan.template = serde_json::from_value(json!(template)).unwrap();
        course
    };
    let told = |course: &Course| {
        let verdicts = serde_json::to_value(course.verdicts()).unwrap();
        let said = &verdicts["measures"][0]["said"];
        let all = [
            !said["sides"].is_null(),
            !said["reliable"].is_null(),
            !verdicts["joint"].is_null(),
            course.scales()[0].cut_off.is_some(),
            course.scores().iter().any(|score| score.reliable.is_some()),
            outcomes(course).get("case_at_start").is_some(),
            outcomes(course).get("recovered").is_some(),
            verdicts["measures"][0]["not_judged"].is_null(),
        ];
        assert!(
            all.iter().all(|one| *one == all[0]),
            "all of it or none of it: {all:?}"
        );
        all[0]
    };
    for (date_of_birth, template, expected, why) in [
        (json!("1984-03-09"), "ipt-16", true, "an adult"),
        (json!("2015-01-31"), "ipt-16", false, "ten years old"),
        (
            json!("2009-09-04"),
            "ipt-16",
            true,
            "16 on the day of the first score",
        ),
        (json!("2009-09-05"), "ipt-16", false, "16 the day after it"),
        (json!("2009-09"), "ipt-16", false, "perhaps 15 on that day"),
        (json!("2009"), "ipt-16", false, "perhaps 15 on that day"),
        (json!("2008"), "ipt-16", true, "16 at least"),
        (Value::Null, "ipt-16", true, "adult IPT"),
        (Value::Null, "ipt-a-12", false, "perhaps twelve years old"),
        (Value::Null, "ipt-ap-15", false, "perhaps twelve years old"),
        (Value::Null, "fb-ipt-14", false, "eight to twelve"),
        (
            json!("1984-03-09"),
            "ipt-a-12",
            true,
            "the date of birth is known",
        ),
    ] {
        assert_eq!(told(&born(date_of_birth, template)), expected, "{why}");
    }
}

/// The verdicts on each measure: why it is not judged, and whether it is against a cut-off and an error.
fn judgements(course: &Course) -> Vec<(String, Value, bool, bool)> {
    let verdicts = serde_json::to_value(course.verdicts()).unwrap();
    let of = |verdict: &Value| {
        let said = &verdict["said"];
        (
            verdict["instrument"].as_str().unwrap().to_owned(),
            verdict["not_judged"].clone(),
            !said["sides"].is_null(),
            !said["reliable"].is_null(),
        )
    };
    verdicts["measures"]
        .as_array()
        .unwrap()
        .iter()
        .map(of)
        .collect()
}

#[test]
fn each_measure_says_by_itself_why_it_is_not_judged() {
    let mut file = case(DISPUTE);
    file["client"]["date_of_birth"] = json!("2009-10-01");
    file["own_measures"] = json!([
        { "code": "own:sleep", "name": "Sleep", "min": 0, "max": 10, "reliable_change": 2 }
    ]);
    let sheet = |instrument: &str, date: &str, total: i32| {
        let id = format!("{instrument} {date}");
        json!({ "id": id, "instrument": instrument, "date": date, "total": total })
    };
    file["measures"] = json!([
        sheet("PHQ-9", "2025-09-04", 18),
        sheet("PHQ-9", "2025-12-18", 3),
        sheet("GAD-7", "2025-10-02", 15),
        sheet("GAD-7", "2025-12-18", 3),
        sheet("K10", "2025-09-04", 40),
        sheet("K10", "2025-12-18", 12),
        sheet("own:sleep", "2025-09-04", 2),
        sheet("own:sleep", "2025-12-18", 8),
    ]);
    let course = read(&file);
    let expected = [
        ("PHQ-9", json!("under16"), false, false),
        ("GAD-7", Value::Null, true, true),
        ("K10", Value::Null, false, false),
        ("own:sleep", Value::Null, false, true),
    ];
    let expected = expected.map(|(code, why, sides, error)| (code.to_owned(), why, sides, error));
    assert_eq!(
        judgements(&course),
        expected,
        "PHQ-9 was first scored at 15, GAD-7 at 16; K10 has no such figures, and those of an own scale are its owner's"
    );
    assert!(
        course.verdicts().joint.is_none(),
        "both are needed for a joint verdict"
    );
    assert!(
        outcomes(&course).get("case_at_start").is_some(),
        "one case at first is enough for that"
    );
}

#[test]
fn a_measure_that_is_not_judged_says_how_much_is_known_of_the_age() {
    let why = |date_of_birth: Value, template: &str| {
        let mut file = case(DISPUTE);
        file["client"]["date_of_birth"] = date_of_birth;
        file["measures"] = json!([sheet("first", "2025-09-04", Some(1), 18)]);
        let mut course = read(&file);
        course.plan.template = serde_json::from_value(json!(template)).unwrap();
        judgements(&course).remove(0).1
    };
    for (date_of_birth, template, expected) in [
        (json!("1984-03-09"), "ipt-a-12", Value::Null),
        (json!("2009-09-05"), "ipt-16", json!("under16")),
        (json!("2009-10"), "ipt-16", json!("under16")),
        (json!("2009-09"), "ipt-16", json!("perhaps_under16")),
        (json!("2009"), "ipt-16", json!("perhaps_under16")),
        (Value::Null, "ipt-16", Value::Null),
        (Value::Null, "fb-ipt-14", json!("age_unknown")),
    ] {
        assert_eq!(
            why(date_of_birth.clone(), template),
            expected,
            "born {date_of_birth}, {template}"
        );
    }
}
