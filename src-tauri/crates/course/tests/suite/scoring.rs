//! Scores of measures and outcomes of courses, by the published rules.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod change;
mod comparing;
pub mod golden;
mod occasions;
mod patterns;
mod removal;
mod risk_items;

use course::Course;
use course::measures::ReliableChange;
use course::measures::instruments::{Instrument, Licence};
use course::measures::score::{FlagLevel, Scored};
use serde_json::{Value, json};

const TRANSITION: &str = include_str!("../../../../../tests/golden/cases/case-transition.json");
const DISPUTE: &str = include_str!("../../../../../tests/golden/cases/case-dispute.json");

fn read(file: &Value) -> Course {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        format!("id-{next}")
    };
    course::file::read(file.to_string().as_bytes(), &mut ids).unwrap()
}

fn case(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The dispute case with these measures only.
fn with_measures(measures: Value) -> Course {
    let mut file = case(DISPUTE);
    file["measures"] = measures;
    read(&file)
}

fn outcomes(course: &Course) -> Value {
    serde_json::to_value(course.outcomes()).unwrap()
}

fn measure(id: &str, instrument: &str, session: i32, items: Value) -> Value {
    json!({ "id": id, "instrument": instrument, "date": "2025-09-04", "session_number": session, "items": items })
}

fn score(instrument: &str, items: Value) -> Scored {
    with_measures(json!([measure("m", instrument, 1, items)]))
        .scores()
        .remove(0)
}

fn total(score: &Scored) -> Option<f64> {
    score.total.as_ref().map(course::measures::Amount::as_f64)
}

#[test]
fn outcomes_of_the_sample_cases_are_the_expected_ones() {
    for text in [TRANSITION, DISPUTE] {
        let file = case(text);
        assert_eq!(
            outcomes(&read(&file)),
            file["expected"],
            "each key is equal"
        );
    }
}

#[test]
fn outcomes_ignore_the_expected_values_of_a_file() {
    let mut file = case(TRANSITION);
    file["expected"] = json!({ "phq9_first": 1, "nonsense": true });
    assert_eq!(
        outcomes(&read(&file)),
        case(TRANSITION)["expected"],
        "the outcomes are computed from the record"
    );
}

#[test]
fn phq9_bands_begin_at_0_5_10_15_and_20() {
    let ends = [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
    ];
    let more = [
        (15, "moderately_severe"),
        (19, "moderately_severe"),
        (20, "severe"),
        (27, "severe"),
    ];
    for (sum, band) in ends.into_iter().chain(more) {
        let items: Vec<i32> = (0..9).map(|item| (sum - item * 3).clamp(0, 3)).collect();
        let score = score("PHQ-9", json!(items));
        assert_eq!(
            (total(&score), score.band.as_deref()),
            (Some(f64::from(sum)), Some(band)),
            "bands of S19"
        );
    }
}

#[test]
fn gad7_and_k10_have_bands_of_their_own() {
    let severe = score("GAD-7", json!([3, 2, 2, 2, 2, 2, 2]));
    assert_eq!(
        severe.band.as_deref(),
        Some("severe"),
        "15 is severe on GAD-7, though not on PHQ-9 (S19)"
    );
    for (items, band) in [
        ([1; 10], "low"),
        ([2; 10], "moderate"),
        ([3; 10], "very_high"),
    ] {
        assert_eq!(
            score("K10", json!(items)).band.as_deref(),
            Some(band),
            "the bands of the Australian Bureau of Statistics (S22)"
        );
    }
}

#[test]
fn total_with_up_to_two_missing_answers_is_estimated_and_rounded_half_up() {
    let one = score("PHQ-9", json!([2, 2, 2, 2, null, 2, 1, 0, 0]));
    assert_eq!(
        (total(&one), one.prorated, one.missing),
        (Some(12.0), true, 1),
        "11 of 8 answers is 12.375 of 9"
    );
    let half = score("GAD-7", json!([1, 1, 1, 1, 1, null, 1]));
    assert_eq!(total(&half), Some(7.0), "6 of 6 answers is 7 of 7");
    let up = score("PHQ-9", json!([1, 1, 0, 0, 0, 0, 0, 2, null]));
    assert_eq!(total(&up), Some(5.0), "4.5 is rounded up");
    let two = score("PHQ-9", json!([null, null, 1, 1, 1, 1, 1, 1, 0]));
    assert_eq!(
        (total(&two), two.missing),
        (Some(8.0), 2),
        "6 of 7 answers is 7.7 of 9"
    );
}

#[test]
fn three_missing_answers_give_no_score() {
    for items in [
        json!([null, null, null, 1, 1, 1, 1, 1, 1]),
        json!([null, null, null, null, null, null, null, null, null]),
    ] {
        let score = score("PHQ-9", items);
        assert_eq!(
            (total(&score), score.prorated, score.band),
            (None, false, None),
            "three missing answers are too many"
        );
    }
    assert_eq!(
        total(&score("GAD-7", json!([null, null, null, 1, 1, 1, 1]))),
        None,
        "three missing answers are too many for GAD-7, too"
    );
}

#[test]
fn k10_needs_nine_answers() {
    let nine = score("K10", json!([2, 2, 2, 2, 2, 2, 2, 2, 2, null]));
    assert_eq!(
        (total(&nine), nine.prorated),
        (Some(20.0), true),
        "nine of ten are pro-rated"
    );
    let eight = score("K10", json!([2, 2, 2, 2, 2, 2, 2, 2, null, null]));
    assert_eq!(total(&eight), None, "eight are too few");
}

#[test]
fn wsas_without_work_has_a_highest_total_of_32() {
    let mut sheet = measure("m", "WSAS", 1, json!([null, 8, 8, 8, 8]));
    sheet["work_not_applicable"] = json!(true);
    let score = with_measures(json!([sheet])).scores().remove(0);
    assert_eq!(
        (total(&score), score.prorated),
        (Some(32.0), false),
        "the total is the plain sum"
    );
    assert_eq!(score.max_total, Some(32.into()), "the highest total is 32");
    let missing = score_of_wsas(json!([null, 8, 8, 8, 8]));
    assert_eq!(
        total(&missing),
        None,
        "an unanswered work question is missing"
    );
    let bands = [
        (json!([0, 0, 0, 1, 8]), "subclinical"),
        (json!([4, 4, 4, 4, 4]), "significant"),
    ];
    for (items, band) in bands {
        assert_eq!(
            score_of_wsas(items).band.as_deref(),
            Some(band),
            "bands of S28"
        );
    }
    let worse = score_of_wsas(json!([5, 4, 4, 4, 4]));
    assert_eq!(
        worse.band.as_deref(),
        Some("moderately_severe_or_worse"),
        "above 20 (S28)"
    );
}

fn score_of_wsas(items: Value) -> Scored {
    score("WSAS", items)
}

#[test]
fn totals_of_who5_and_qids_follow_their_rules() {
    assert_eq!(
        total(&score("WHO-5", json!([5, 5, 5, 5, 5]))),
        Some(100.0),
        "raw sum times four"
    );
    let qids = score(
        "QIDS-SR16",
        json!([3, 1, 0, 2, 1, 0, 2, 0, 1, 1, 0, 2, 0, 1, 3, 1]),
    );
    assert_eq!(
        total(&qids),
        Some(13.0),
        "nine domains: 3, 1, 2, 1, 0, 2, 0, 1 and 3"
    );
}

#[test]
fn item_9_raises_a_flag_and_rises_against_the_last_answer() {
    let sheet = |id: &str, session: i32, date: &str, item9: Value| {
        let mut sheet = measure(id, "PHQ-9", session, json!([0, 0, 0, 0, 0, 0, 0, 0, item9]));
        sheet["date"] = json!(date);
        sheet
    };
    let course = with_measures(json!([
        sheet("a", 1, "2025-09-04", json!(1)),
        sheet("b", 2, "2025-09-11", json!(0)),
        sheet("c", 3, "2025-09-18", Value::Null),
        sheet("d", 4, "2025-09-25", json!(2)),
        sheet("e", 5, "2025-10-02", json!(2)),
        sheet("f", 7, "2025-10-16", json!(3)),
    ]));
    let flags = outcomes(&course)["item9_flags"].clone();
    let flag = |session: i32, date: &str, item9: i32, level: &str, rise: bool| json!({ "session_number": session, "date": date, "item9": item9, "level": level, "rise": rise });
    let expected = json!([
        flag(1, "2025-09-04", 1, "amber", false),
        flag(4, "2025-09-25", 2, "red", true),
        flag(5, "2025-10-02", 2, "red", false),
        flag(7, "2025-10-16", 3, "red", true),
    ]);
    assert_eq!(
        flags, expected,
        "a missing answer is neither 0 nor the answer before"
    );
    let open = course
        .scores()
        .into_iter()
        .find(|score| score.id == "c")
        .unwrap();
    assert_eq!(
        (open.item9, open.level),
        (None, None),
        "a missing answer raises no flag and has no level"
    );
}

#[test]
fn answer_1_to_item_9_is_amber_and_2_and_3_are_red() {
    assert_eq!(FlagLevel::of(0), None, "0 raises no flag");
    assert_eq!(FlagLevel::of(1), Some(FlagLevel::Amber), "1 is amber");
    assert_eq!(
        (FlagLevel::of(2), FlagLevel::of(3)),
        (Some(FlagLevel::Red), Some(FlagLevel::Red)),
        "2 and 3 are red"
    );
}

#[test]
fn own_measure_has_its_own_bands_and_reliable_change() {
    let mut file = case(DISPUTE);
    file["own_measures"] = json!([{
        "code": "own:sleep", "name": "Sleep", "min": 0, "max": 10, "reliable_change": 3,
        "bands": [{ "from": 0, "to": 4.5, "name": "poor" }, { "from": 5, "to": 10, "name": "good" }],
    }]);
    file["measures"] = json!([
        { "id": "a", "instrument": "own:sleep", "date": "2025-09-04", "session_number": 1, "value": 4.5 },
        { "id": "b", "instrument": "own:sleep", "date": "2025-09-11", "session_number": 2, "total": 7.5 },
    ]);
    let scores = read(&file).scores();
    assert_eq!(
        scores[0].band.as_deref(),
        Some("poor"),
        "the band has its own name"
    );
    assert_eq!(
        (scores[1].band.as_deref(), scores[1].reliable),
        (Some("good"), Some(ReliableChange::Higher)),
        "its owner's figures; which direction is better was not said"
    );
    for (higher_is_better, expected) in [
        (true, ReliableChange::Better),
        (false, ReliableChange::Worse),
    ] {
        file["own_measures"][0]["higher_is_better"] = json!(higher_is_better);
        let course = read(&file);
        assert_eq!(
            course.scores()[1].reliable,
            Some(expected),
            "as its owner says"
        );
        assert_eq!(
            course.scales()[0].higher_is_better,
            Some(higher_is_better),
            "the window is told the same"
        );
    }
}

#[test]
fn subscales_are_scored_as_entered_or_from_the_items() {
    let said = |sheet: Value| {
        let score = with_measures(json!([sheet])).scores().remove(0);
        let subscales = score.subscales.into_iter();
        subscales
            .map(|subscale| (subscale.words, subscale.score.as_f64()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        said(measure("m", "DASS-21", 1, json!(vec![1; 21]))),
        [("depression", 14.0), ("anxiety", 14.0), ("stress", 14.0)],
        "seven ones, doubled"
    );
    let mut sheet = measure("m", "MSPSS", 1, Value::Null);
    sheet["subscales"] = json!({ "significant_other": 5.25, "mine": 3 });
    assert_eq!(
        said(sheet),
        [("significant other", 5.25)],
        "as it stands on paper; another one is its owner's"
    );
}

#[test]
fn k10_has_no_reliable_change() {
    let sheet = |id: &str, session: i32, total: i32| json!({ "id": id, "instrument": "K10", "date": "2025-09-04", "session_number": session, "total": total });
    let scores = with_measures(json!([sheet("a", 1, 40), sheet("b", 2, 12)])).scores();
    assert_eq!(
        (scores[1].change_from_first.clone(), scores[1].reliable),
        (Some((-28).into()), None),
        "no measurement error is known for it"
    );
}

#[test]
fn each_published_scale_says_its_direction() {
    let course = with_measures(json!([
        measure("a", "WHO-5", 1, json!([5, 5, 5, 5, 5])),
        measure("b", "PHQ-9", 1, json!([0, 0, 0, 0, 0, 0, 0, 0, 0])),
        { "id": "c", "instrument": "ORS", "date": "2025-09-04", "session_number": 1, "total": 20.5 },
    ]));
    let directions: Vec<_> = course
        .scales()
        .into_iter()
        .map(|scale| (scale.code, scale.higher_is_better))
        .collect();
    let expected = [("PHQ-9", false), ("WHO-5", true), ("ORS", true)];
    assert_eq!(
        directions,
        expected.map(|(code, higher)| (code.to_owned(), Some(higher)))
    );
}

#[test]
fn a_fraction_is_refused_where_only_whole_numbers_can_be() {
    let fault = |sheet: Value| {
        let mut file = case(DISPUTE);
        let (mut next, mut sheet) = (0, sheet);
        sheet["id"] = json!("a");
        sheet["date"] = json!("2025-09-04");
        file["measures"] = json!([sheet]);
        let mut ids = || {
            next += 1;
            format!("id-{next}")
        };
        let read = course::file::read(file.to_string().as_bytes(), &mut ids);
        read.err().map(|fault| (fault.path, fault.problem.code()))
    };
    let refused = |path: &str| Some((format!("measures[0].{path}"), "wrong_type"));
    for instrument in Instrument::all() {
        let range = f64::from(instrument.min) + 0.5;
        let found = fault(json!({ "instrument": instrument.code, "total": range }));
        let expected = instrument.whole_total.then(|| refused("total").unwrap());
        assert_eq!(found, expected, "{}", instrument.code);
    }
    assert_eq!(
        fault(json!({ "instrument": "PHQ-9", "value": 9.5 })),
        refused("value"),
        "a value is a total too"
    );
    assert_eq!(
        fault(json!({ "instrument": "PHQ-9", "total": 9.0 })),
        None,
        "9.0 is whole"
    );
    assert_eq!(
        fault(json!({ "instrument": "DASS-21", "subscales": { "stress": 9.5 } })),
        refused("subscales.stress"),
        "a doubled sum is whole"
    );
}

#[test]
fn measures_show_only_the_words_their_licences_allow() {
    for instrument in Instrument::all() {
        let shown = !instrument.items.questions.is_empty() || !instrument.lead.is_empty();
        assert_eq!(
            shown,
            instrument.licence != Licence::ScoreOnly,
            "{}: words are shown only if the licence allows it",
            instrument.code
        );
        let usual = usize::from(instrument.items.counts[0]);
        assert!(
            !shown || instrument.items.questions.len() == usual,
            "{}: all items or none",
            instrument.code
        );
    }
    let with_items: Vec<_> = Instrument::all()
        .filter(|i| i.licence != Licence::ScoreOnly)
        .map(|i| i.code)
        .collect();
    assert_eq!(
        with_items,
        ["PHQ-9", "GAD-7", "K10", "MOOD-0-10"],
        "the measures whose owners allow their words"
    );
}

#[test]
fn bands_cover_the_whole_range_once() {
    for instrument in Instrument::all().filter(|instrument| !instrument.bands.is_empty()) {
        let mut next = instrument.min;
        for band in instrument.bands {
            assert!(
                !band.words.is_empty() && !band.words.contains('_'),
                "{}: {} is shown in words",
                instrument.code,
                band.name
            );
            assert_eq!(
                band.from, next,
                "{}: no gap and no overlap at {next}",
                instrument.code
            );
            next = band.to + 1;
        }
        assert_eq!(
            next,
            instrument.max + 1,
            "{}: the last band ends where the range does",
            instrument.code
        );
    }
}

#[test]
fn each_measure_is_found_by_its_code() {
    let table = [
        "PHQ-9",
        "GAD-7",
        "K10",
        "PCL-5",
        "HRSD-17",
        "CORE-10",
        "CORE-OM",
        "DASS-21",
        "WHO-5",
        "QIDS-SR16",
        "AUDIT-C",
        "MSPSS",
        "WSAS",
        "EPDS",
        "BDI-II",
        "IIP-32",
        "SAS-SR",
        "ORS",
        "SRS",
        "EAT-26",
        "EDE-Q 6.0",
        "MOOD-0-10",
    ];
    for code in table {
        assert!(
            Instrument::by_code(code).is_some(),
            "{code} is a built-in measure"
        );
    }
    assert_eq!(
        Instrument::all().count(),
        table.len(),
        "no other measure is built in"
    );
}
