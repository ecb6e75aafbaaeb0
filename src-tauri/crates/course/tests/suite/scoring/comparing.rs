//! Two scores of a measure can be compared or not: those of the same form.

use course::Course;
use course::measures::Unlike;
use serde_json::{Value, json};

use super::{DISPUTE, case, outcomes, read, with_measures};

fn wsas(session: i32, date: &str, total: i32, no_work: bool) -> Value {
    let mut sheet = json!({
        "id": format!("w{session}"), "instrument": "WSAS", "date": date, "session_number": session, "total": total,
    });
    if no_work {
        sheet["work_not_applicable"] = json!(true);
    }
    sheet
}

fn said(course: &Course) -> Value {
    serde_json::to_value(course.verdicts()).unwrap()["measures"][0]["said"].clone()
}

#[test]
fn wsas_totals_of_40_and_of_32_are_not_compared() {
    for [first, last] in [[false, true], [true, false]] {
        let course = with_measures(json!([
            wsas(1, "2025-09-04", 25, first),
            wsas(16, "2025-12-18", 12, last),
        ]));
        let found = said(&course);
        let highest = |no_work: bool| json!(if no_work { 32 } else { 40 });
        assert_eq!(
            [
                &found["case"],
                &found["why"],
                &found["first"]["of"],
                &found["last"]["of"]
            ],
            [
                &json!("not_comparable"),
                &json!("work_applied_once"),
                &highest(first),
                &highest(last)
            ],
            "each total is named with its highest"
        );
        let last = course.scores().remove(1);
        assert_eq!(
            (last.change_from_first, last.unlike_first, last.reliable),
            (None, Some(Unlike::WorkAppliedOnce), None),
            "no change is computed"
        );
        assert!(
            outcomes(&course).get("wsas_first_last").is_none(),
            "two numbers beside each other would say a change"
        );
    }
}

#[test]
fn wsas_totals_of_the_same_form_are_compared_and_say_their_highest() {
    for (no_work, of) in [(false, Value::Null), (true, json!(32))] {
        let course = with_measures(json!([
            wsas(1, "2025-09-04", 25, no_work),
            wsas(16, "2025-12-18", 12, no_work),
        ]));
        let found = said(&course);
        assert_eq!(
            [
                &found["case"],
                &found["movement"],
                &found["first"]["of"],
                &found["last"]["of"]
            ],
            [&json!("change"), &json!("fell"), &of, &of],
            "only another highest total than that of the scale is said"
        );
        assert_eq!(outcomes(&course)["wsas_first_last"], json!([25, 12]));
    }
}

#[test]
fn a_score_is_joined_with_the_one_before_only_where_their_forms_are_the_same() {
    let course = with_measures(json!([
        wsas(1, "2025-09-04", 25, false),
        wsas(2, "2025-09-11", 24, false),
        wsas(3, "2025-09-18", 20, true),
        wsas(4, "2025-09-25", 18, true),
        wsas(5, "2025-10-02", 22, false),
    ]));
    let found: Vec<_> = course
        .scores()
        .into_iter()
        .map(|score| {
            (
                score.unlike_before,
                score.unlike_first.is_some(),
                score.change_from_first.and_then(|change| change.as_whole()),
            )
        })
        .collect();
    let expected = [
        (false, false, None),
        (false, false, Some(-1)),
        (true, true, None),
        (false, true, None),
        (true, false, Some(-3)),
    ];
    assert_eq!(
        found, expected,
        "work did not apply at the third and the fourth"
    );
}

#[test]
fn work_counts_only_on_a_measure_that_asks_about_it() {
    let sheet = |session: i32, date: &str, no_work: bool| {
        let mut sheet = wsas(session, date, 20 - session, no_work);
        sheet["instrument"] = json!("PHQ-9");
        sheet
    };
    let course = with_measures(json!([
        sheet(1, "2025-09-04", true),
        sheet(16, "2025-12-18", false)
    ]));
    assert_eq!(said(&course)["reliable"], "better", "19 to 4");
}

#[test]
fn totals_of_forms_with_other_questions_or_another_range_are_not_compared() {
    let mut file = case(DISPUTE);
    file["own_measures"] = json!([{ "code": "own:sleep", "name": "Sleep", "min": 0, "max": 20, "reliable_change": 3 }]);
    let sheet = |instrument: &str, session: i32, date: &str, more: Value| {
        let mut sheet = json!({ "id": date, "instrument": instrument, "date": date, "session_number": session });
        let more = more.as_object().unwrap().clone();
        sheet.as_object_mut().unwrap().extend(more);
        sheet
    };
    let pair = |instrument: &str, first: Value, last: Value| {
        json!([
            sheet(instrument, 1, "2025-09-04", first),
            sheet(instrument, 16, "2025-12-18", last)
        ])
    };
    let long = json!({ "total": 3.1, "items": vec![3; 54] });
    let short = json!({ "total": 2.4, "items": vec![2; 24] });
    let unsaid = json!({ "total": 2.4 });
    let of_20 = json!({ "total": 8 });
    let of_10 = json!({ "total": 8, "max_total": 10 });
    for (instrument, first, last, why) in [
        ("SAS-SR", &long, &short, Some("other_form")),
        ("SAS-SR", &long, &long, None),
        ("SAS-SR", &long, &unsaid, None),
        ("own:sleep", &of_20, &of_10, Some("other_range")),
        ("own:sleep", &of_10, &of_10, None),
    ] {
        file["measures"] = pair(instrument, first.clone(), last.clone());
        let found = said(&read(&file));
        let expected = why.map_or(json!(["change", null]), |why| {
            json!(["not_comparable", why])
        });
        assert_eq!(
            json!([found["case"], found["why"]]),
            expected,
            "{instrument} {first} {last}"
        );
    }
}

#[test]
fn a_change_says_which_of_its_scores_is_pro_rated() {
    let all = json!([1, 1, 1, 1, 1, 1, 1, 1, 0]);
    let missing = json!([2, 2, 2, 2, null, 2, 2, 2, 0]);
    for (first, last, expected) in [
        (&all, &missing, [false, true]),
        (&missing, &all, [true, false]),
        (&all, &all, [false, false]),
    ] {
        let course = with_measures(json!([
            { "id": "a", "instrument": "PHQ-9", "date": "2025-09-04", "session_number": 1, "items": first },
            { "id": "b", "instrument": "PHQ-9", "date": "2025-12-18", "session_number": 16, "items": last },
        ]));
        let found = said(&course);
        let found = ["first", "last"].map(|score| found[score]["prorated"] == json!(true));
        assert_eq!(found, expected, "{first} {last}");
    }
}
