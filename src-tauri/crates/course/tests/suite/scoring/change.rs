//! The change from the first measures of a course to the last.

use course::Course;
use course::measures::ReliableChange;
use course::plan::CourseStatus;
use serde_json::{Value, json};

use super::{DISPUTE, case, outcomes, read, with_measures};

/// PHQ-9 and GAD-7 totals at the first and the last session.
fn change(phq9: [i32; 2], gad7: [i32; 2]) -> Value {
    outcomes(&scored(phq9, gad7))
}

/// The verdict on one measure.
fn said<'a>(verdicts: &'a Value, code: &str) -> &'a Value {
    let mut measures = verdicts["measures"].as_array().unwrap().iter();
    &measures
        .find(|verdict| verdict["instrument"] == code)
        .unwrap()["said"]
}

fn scored(phq9: [i32; 2], gad7: [i32; 2]) -> Course {
    let sheet = |id: String, instrument: &str, session: i32, total: i32| {
        let date = if session == 1 {
            "2025-09-04"
        } else {
            "2025-12-18"
        };
        json!({ "id": id, "instrument": instrument, "date": date, "session_number": session, "total": total })
    };
    let sheets: Vec<Value> = [1, 16]
        .into_iter()
        .enumerate()
        .flat_map(|(at, session)| {
            [
                sheet(format!("p{session}"), "PHQ-9", session, phq9[at]),
                sheet(format!("g{session}"), "GAD-7", session, gad7[at]),
            ]
        })
        .collect();
    with_measures(json!(sheets))
}

#[test]
fn recovery_and_reliable_change_follow_nhs_talking_therapies() {
    // First and last PHQ-9, first and last GAD-7: case, recovered, improved, recovered reliably, deteriorated.
    let table = [
        (
            [10, 4],
            [0, 0],
            [true, true, true, true, false],
            "case by PHQ-9 10; fell by 6",
        ),
        (
            [9, 3],
            [7, 7],
            [false, false, true, false, false],
            "no case, so nothing to recover from",
        ),
        (
            [9, 9],
            [8, 4],
            [true, true, true, true, false],
            "case by GAD-7 8; fell by 4",
        ),
        (
            [10, 9],
            [8, 7],
            [true, true, false, false, false],
            "below both, but by less than error",
        ),
        (
            [20, 9],
            [8, 8],
            [true, false, true, false, false],
            "GAD-7 is still at caseness",
        ),
        (
            [20, 10],
            [8, 0],
            [true, false, true, false, false],
            "PHQ-9 is still at caseness",
        ),
        (
            [20, 14],
            [4, 8],
            [true, false, false, false, false],
            "one fell, the other rose: mixed is neither",
        ),
        (
            [5, 11],
            [4, 4],
            [false, false, false, false, true],
            "rose by 6",
        ),
        (
            [5, 5],
            [4, 8],
            [false, false, false, false, true],
            "GAD-7 rose by 4",
        ),
        (
            [15, 10],
            [10, 13],
            [true, false, false, false, false],
            "5 and 3 are within error",
        ),
    ];
    for (phq9, gad7, [case, recovered, improved, reliably, worse], why) in table {
        let found = change(phq9, gad7);
        let expected = [
            ("case_at_start", case),
            ("recovered", recovered),
            ("reliable_improvement", improved),
            ("reliable_recovery", reliably),
            ("reliable_deterioration", worse),
        ];
        for (key, value) in expected {
            assert_eq!(
                found[key],
                json!(value),
                "{key} of {phq9:?} {gad7:?}: {why}"
            );
        }
    }
}

#[test]
fn recovery_is_absent_without_gad7() {
    let sheet = |id: &str, date: &str, session: i32, total: i32| json!({ "id": id, "instrument": "PHQ-9", "date": date, "session_number": session, "total": total });
    let found = outcomes(&with_measures(json!([
        sheet("a", "2025-09-04", 1, 20),
        sheet("b", "2025-12-18", 16, 3)
    ])));
    assert_eq!(
        (&found["phq9_first"], &found["phq9_change"]),
        (&json!(20), &json!(-17)),
        "the PHQ-9 values are there"
    );
    assert_eq!(
        found["case_at_start"],
        json!(true),
        "one score at caseness makes a case"
    );
    for key in [
        "recovered",
        "reliable_improvement",
        "reliable_recovery",
        "reliable_deterioration",
        "gad7_first",
    ] {
        assert!(found.get(key).is_none(), "{key} needs both measures");
    }
    let below = outcomes(&with_measures(json!([sheet("a", "2025-09-04", 1, 9)])));
    assert!(
        below.get("case_at_start").is_none(),
        "one score below caseness does not decide"
    );
}

#[test]
fn change_is_absent_with_one_score_of_each_measure() {
    let sheets = json!([
        { "id": "p", "instrument": "PHQ-9", "date": "2025-09-04", "session_number": 1, "total": 20 },
        { "id": "g", "instrument": "GAD-7", "date": "2025-09-04", "session_number": 1, "total": 20 },
    ]);
    let found = outcomes(&with_measures(sheets));
    assert_eq!(
        found["case_at_start"],
        json!(true),
        "the case at the start is known"
    );
    assert!(
        found.get("reliable_improvement").is_none(),
        "change needs a later score"
    );
}

#[test]
fn last_score_is_never_one_of_a_follow_up() {
    let sheets = json!([
        { "id": "a", "instrument": "PHQ-9", "date": "2025-09-04", "session_number": 1, "total": 20 },
        { "id": "b", "instrument": "PHQ-9", "date": "2025-12-18", "session_number": 16, "total": 12 },
        { "id": "c", "instrument": "PHQ-9", "date": "2026-03-18", "total": 2 },
    ]);
    let found = outcomes(&with_measures(sheets));
    assert_eq!(
        found["phq9_last"],
        json!(12),
        "what is scored after the end is no score of the course"
    );
}

#[test]
fn declined_or_unscored_measure_is_neither_first_nor_last() {
    let sheets = json!([
        { "id": "a", "instrument": "PHQ-9", "date": "2025-09-04", "session_number": 1, "declined_reason": "Too tired" },
        { "id": "b", "instrument": "PHQ-9", "date": "2025-09-11", "session_number": 2, "items": [1, 1, 1, 1, 1, 1, 1, 1, 0] },
        { "id": "c", "instrument": "PHQ-9", "date": "2025-09-18", "session_number": 3, "items": [null, null, null, 1, 1, 1, 1, 1, 0] },
    ]);
    let found = outcomes(&with_measures(sheets));
    assert_eq!(
        (&found["phq9_first"], &found["phq9_last"]),
        (&json!(8), &json!(8)),
        "the only measure with a score"
    );
}

#[test]
fn each_measure_has_a_result_and_both_have_a_joint_one() {
    // PHQ-9, its change; GAD-7, its change; the joint one.
    let table = [
        ([12, 14], "within_error", [12, 4], "better", "improvement"),
        ([18, 12], "better", [6, 11], "worse", "mixed"),
        ([10, 16], "worse", [12, 8], "better", "mixed"),
        ([5, 11], "worse", [4, 4], "within_error", "deterioration"),
        (
            [15, 10],
            "within_error",
            [10, 13],
            "within_error",
            "no_reliable_change",
        ),
        ([20, 4], "better", [12, 8], "better", "improvement"),
    ];
    for (phq9, one, gad7, other, joint) in table {
        let found = serde_json::to_value(scored(phq9, gad7).verdicts()).unwrap();
        let verdict = |code: &str| said(&found, code)["reliable"].clone();
        let all = [
            verdict("PHQ-9"),
            verdict("GAD-7"),
            found["joint"]["change"].clone(),
        ];
        assert_eq!(all, [one, other, joint], "{phq9:?} {gad7:?}");
    }
}

#[test]
fn result_has_the_cut_off_and_case_at_start_and_end() {
    let found = serde_json::to_value(scored([10, 9], [7, 8]).verdicts()).unwrap();
    let sides = ["PHQ-9", "GAD-7"].map(|code| {
        let sides = &said(&found, code)["sides"];
        json!([
            sides["cut_off"],
            sides["case_at_first"],
            sides["case_at_last"]
        ])
    });
    assert_eq!(
        sides,
        [json!([10, true, false]), json!([8, false, true])],
        "a score at the cut-off is a case"
    );
}

#[test]
fn one_measure_alone_has_a_result_but_no_joint_one() {
    let sheet = |id: &str, date: &str, session: i32, total: i32| json!({ "id": id, "instrument": "PHQ-9", "date": date, "session_number": session, "total": total });
    let both = [
        sheet("a", "2025-09-04", 1, 20),
        sheet("b", "2025-12-18", 16, 3),
    ];
    let found = serde_json::to_value(with_measures(json!(both)).verdicts()).unwrap();
    assert_eq!(said(&found, "PHQ-9")["reliable"], "better", "20 to 3");
    assert_eq!(found["joint"], Value::Null, "it asks for both measures");
    let found = serde_json::to_value(with_measures(json!(both[..1])).verdicts()).unwrap();
    assert_eq!(
        said(&found, "PHQ-9")["case"],
        "one_score",
        "one score is no change"
    );
}

#[test]
fn a_measure_without_cut_off_and_measurement_error_is_not_judged() {
    let sheets = json!([
        { "id": "a", "instrument": "K10", "date": "2025-09-04", "session_number": 1, "total": 40 },
        { "id": "b", "instrument": "K10", "date": "2025-12-18", "session_number": 16, "total": 12 },
    ]);
    let found = serde_json::to_value(with_measures(sheets).verdicts()).unwrap();
    let k10 = said(&found, "K10");
    assert_eq!(
        (&k10["movement"], &k10["reliable"], &k10["sides"]),
        (&json!("fell"), &Value::Null, &Value::Null),
        "NHS Talking Therapies sets none for it"
    );
}

#[test]
fn recovery_is_said_of_a_concluded_course_only() {
    let mut course = scored([20, 4], [12, 4]);
    let joint = |course: &Course| serde_json::to_value(course.verdicts()).unwrap()["joint"].clone();
    assert_eq!(
        joint(&course),
        json!({ "case": "ended", "change": "improvement", "recovery": "reliable_recovery", "prorated": false }),
        "the case is closed"
    );
    course.plan.status = CourseStatus::Active;
    let at = json!({ "occasion": { "when": "session", "number": 16 }, "date": "2025-12-18" });
    assert_eq!(
        joint(&course),
        json!({ "case": "so_far", "change": "improvement", "both_below": true, "at": at, "prorated": false }),
        "under way it holds so far"
    );
    for key in [
        "recovered",
        "reliable_improvement",
        "reliable_recovery",
        "reliable_deterioration",
    ] {
        assert!(
            outcomes(&course).get(key).is_none(),
            "{key} is no outcome of a course under way"
        );
    }
}

/// Two scores on an own scale, in tenths, with a reliable change in tenths.
fn own(first: i32, last: i32, least: i32, higher_is_better: Option<bool>) -> Course {
    let tenths = |count: i32| f64::from(count) / 10.0;
    let mut file = case(DISPUTE);
    file["own_measures"] = json!([{
        "code": "own:sleep", "name": "Sleep", "min": 0, "max": 20,
        "reliable_change": tenths(least), "higher_is_better": higher_is_better,
    }]);
    let sheet = |session: i32, date: &str, score: i32| json!({ "id": date, "instrument": "own:sleep", "date": date, "session_number": session, "value": tenths(score) });
    file["measures"] = json!([sheet(1, "2025-09-04", first), sheet(16, "2025-12-18", last)]);
    read(&file)
}

#[test]
fn change_in_decimals_is_judged_as_it_is_written() {
    let mut seen = 0;
    for first in [0, 1, 4, 7, 11] {
        for last in 0..=14 {
            for least in [0, 1, 3, 7] {
                let change: i32 = last - first;
                let expected = match change {
                    _ if change == 0 || change.abs() < least => ReliableChange::WithinError,
                    1.. => ReliableChange::Better,
                    _ => ReliableChange::Worse,
                };
                let course = own(first, last, least, Some(true));
                let score = course.scores().remove(1);
                let which = format!("{first} to {last} tenths, reliable from {least}");
                let written = serde_json::to_value(&score.change_from_first).unwrap();
                let tenths = serde_json::to_value(f64::from(change) / 10.0).unwrap();
                assert_eq!(written.as_f64(), tenths.as_f64(), "{which}");
                assert_eq!(score.reliable, Some(expected), "{which}");
                let verdicts = serde_json::to_value(course.verdicts()).unwrap();
                let sentence = said(&verdicts, "own:sleep");
                assert_eq!(
                    sentence["reliable"],
                    serde_json::to_value(expected).unwrap(),
                    "the sentence says the same: {which}"
                );
                let movement =
                    ["fell", "stayed", "rose"][usize::try_from(change.signum() + 1).unwrap()];
                assert_eq!(sentence["movement"], movement, "{which}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 5 * 15 * 4, "every case of the table");
}

#[test]
fn no_change_is_reliable_in_no_direction() {
    for higher_is_better in [Some(true), Some(false), None] {
        for least in [0, 3] {
            let course = own(45, 45, least, higher_is_better);
            assert_eq!(
                course.scores()[1].reliable,
                Some(ReliableChange::WithinError),
                "reliable from {least}, higher is better: {higher_is_better:?}"
            );
        }
    }
}

#[test]
fn sum_of_decimals_is_the_one_on_paper() {
    let sheet = |lines: Value| {
        let sheet = json!({ "id": "a", "instrument": "ORS", "date": "2025-09-04", "session_number": 1, "items": lines });
        with_measures(json!([sheet])).scores().remove(0).total
    };
    let total = serde_json::to_string(&sheet(json!([0.1, 0.2, 0.3, 0.1]))).unwrap();
    assert_eq!(total, "0.7", "in binary the sum is a little more");
}
