//! Items on risk: which measure has one, and what an answer to it raises.

use course::Course;
use course::guidance::OpenRisk;
use course::measures::instruments::Instrument;
use course::measures::score::FlagLevel;
use serde_json::{Value, json};

use super::{DISPUTE, case, read, with_measures};

/// Each measure with an item on risk, its number, and a sheet of every item whose item on risk has this answer.
const ASKING: [(&str, usize, usize); 5] = [
    ("PHQ-9", 9, 9),
    ("CORE-10", 6, 10),
    ("QIDS-SR16", 12, 16),
    ("EPDS", 10, 10),
    ("BDI-II", 9, 21),
];

/// A sheet outside sessions; the total is that of the items.
fn answered((instrument, item, count): (&str, usize, usize), answer: i32) -> Value {
    let mut items = vec![0; count];
    items[item - 1] = answer;
    json!({ "id": instrument, "instrument": instrument, "date": "2025-10-01", "items": items, "total": answer })
}

fn alone(instrument: &str, answer: Value) -> Value {
    json!({ "id": instrument, "instrument": instrument, "date": "2025-10-01", "total": 10, "item9": answer })
}

/// The open questions of a sheet: instrument, item, answer and level.
fn open(course: &Course) -> Vec<(String, u8, i32, FlagLevel)> {
    let flags = course.open_flags();
    let of = |flag: course::risk::RiskFlag| (flag.instrument, flag.item, flag.item9, flag.level);
    flags.into_iter().map(of).collect()
}

#[test]
fn these_measures_have_an_item_on_risk_and_no_other() {
    let found: Vec<_> = Instrument::all()
        .filter_map(|known| {
            let item = usize::from(known.risk_item?);
            Some((known.code, item, usize::from(known.items.counts[0])))
        })
        .collect();
    assert_eq!(found, ASKING, "by the table of measures");
}

#[test]
fn each_answer_above_0_to_an_item_on_risk_raises_a_flag() {
    for asking in ASKING {
        let (instrument, item, _) = asking;
        let number = u8::try_from(item).unwrap();
        for (answer, level) in [
            (0, None),
            (1, Some(FlagLevel::Amber)),
            (2, Some(FlagLevel::Red)),
            (3, Some(FlagLevel::Red)),
        ] {
            let expected: Vec<_> = level
                .map(|level| (instrument.to_owned(), number, answer, level))
                .into_iter()
                .collect();
            for sheet in [answered(asking, answer), alone(instrument, json!(answer))] {
                let course = with_measures(json!([sheet]));
                assert_eq!(open(&course), expected, "{sheet}");
                assert!(
                    course.item9_left_out().is_empty(),
                    "it is answered: {sheet}"
                );
                let risk = course.glance().risk;
                assert_eq!(risk == OpenRisk::None, level.is_none(), "{sheet}");
            }
        }
    }
}

#[test]
fn a_total_without_the_item_on_risk_asks_for_it() {
    for (instrument, _, count) in ASKING {
        let mut unanswered = answered((instrument, 1, count), 1);
        unanswered["items"] = json!(vec![Value::Null; count]);
        unanswered["items"][0] = json!(1);
        if ["PHQ-9", "QIDS-SR16", "BDI-II"].contains(&instrument) {
            unanswered["total"] = Value::Null;
        }
        for sheet in [alone(instrument, Value::Null), unanswered] {
            let course = with_measures(json!([sheet]));
            assert_eq!(course.item9_left_out(), [instrument], "{sheet}");
            assert!(open(&course).is_empty(), "no answer is no flag: {sheet}");
        }
    }
    for instrument in ["GAD-7", "WSAS", "WHO-5"] {
        let sheet =
            json!({ "id": "a", "instrument": instrument, "date": "2025-10-01", "total": 12 });
        let left_out = with_measures(json!([sheet])).item9_left_out();
        assert!(left_out.is_empty(), "{instrument} has no such item");
    }
}

#[test]
fn epds_items_in_the_order_of_the_paper_say_nothing_of_item_10() {
    // By the paper, 3 is the last of four answers: never. Scored, it is 0.
    let by_paper = json!({
        "id": "EPDS", "instrument": "EPDS", "date": "2025-10-01",
        "items": [0, 0, 3, 0, 3, 3, 3, 3, 3, 3], "total": 0,
    });
    let course = with_measures(json!([by_paper]));
    assert!(open(&course).is_empty(), "it is no answer of 3");
    assert_eq!(course.item9_left_out(), ["EPDS"], "so it is asked for");
    let mut asked = by_paper;
    asked["item9"] = json!(1);
    let course = with_measures(json!([asked]));
    assert_eq!(
        open(&course),
        [("EPDS".to_owned(), 10, 1, FlagLevel::Amber)],
        "as it was told"
    );
}

#[test]
fn an_answer_rises_against_the_same_measure_only() {
    let mut sheets = vec![
        alone("BDI-II", json!(1)),
        alone("PHQ-9", json!(2)),
        alone("PHQ-9", json!(3)),
        alone("BDI-II", json!(1)),
    ];
    for (week, sheet) in sheets.iter_mut().enumerate() {
        sheet["id"] = json!(format!("m{week}"));
        sheet["date"] = json!(format!("2025-10-0{}", week + 1));
    }
    let rises: Vec<bool> = with_measures(json!(sheets))
        .scores()
        .into_iter()
        .map(|score| score.rise)
        .collect();
    assert_eq!(rises, [false, false, true, false], "2 is not higher than 1");
}

#[test]
fn an_item_on_risk_is_recorded_with_the_total_and_kept_when_it_is_lowered() {
    let mut file = case(DISPUTE);
    file["measures"] = Value::Null;
    file["risk_reviews"] = Value::Null;
    file["course"]["status"] = json!("active");
    for key in ["actual_end_date", "end_type"] {
        file["course"][key] = Value::Null;
    }
    let entry = |total: Value, items: Value, item9: Value| {
        let entry = json!({
            "instrument": "CORE-10", "date": "2025-10-01", "slot": null, "completed_by": "client", "items": items,
            "function_item": null, "total": total, "item9": item9, "value": null, "work_not_applicable": null,
            "subscales": null,
        });
        serde_json::from_value(entry).unwrap()
    };
    let course = read(&file)
        .record_measure(entry(json!(20), Value::Null, json!(4)), "m1".to_owned())
        .unwrap();
    let flag = |answer: i32| [("CORE-10".to_owned(), 6, answer, FlagLevel::Red)];
    assert_eq!(open(&course), flag(4), "4 is the highest answer");
    let lowered = course
        .clone()
        .record_measure(entry(json!(20), Value::Null, json!(0)), "m1".to_owned())
        .unwrap();
    assert_eq!(open(&lowered), flag(4), "until somebody wrote why");
    let text = course::file::write(&lowered);
    let back = read(&serde_json::from_str(&text).unwrap());
    assert_eq!(open(&back), flag(4), "in a file too");
    let items = json!([0, 4, 4, 0, 0, 2, 0, 0, 0, 0]);
    let entered = course
        .clone()
        .record_measure(entry(json!(2), items, Value::Null), "m2".to_owned())
        .unwrap();
    let answers: Vec<_> = entered
        .measures
        .iter()
        .flatten()
        .map(|sheet| sheet.item9)
        .collect();
    assert_eq!(answers, [Some(4), Some(2)], "the sixth of the items");
    let refused = course.record_measure(entry(json!(20), Value::Null, json!(5)), "m3".to_owned());
    assert!(refused.is_err(), "4 is the highest answer");
}
