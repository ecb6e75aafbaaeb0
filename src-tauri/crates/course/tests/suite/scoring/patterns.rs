//! Every pattern of two measures, held against the rule stated once more in plain words (S21, S46).

use std::collections::BTreeSet;

use course::Course;
use course::plan::CourseStatus;
use course::session::SlotStatus;
use serde_json::{Value, json};

use super::{DISPUTE, case, golden, read};

/// The scores of one measure: before session 1, at sessions 1 and 16, and after the end. Each is a total, and
/// whether it is pro-rated.
#[derive(Clone, Copy, Default)]
struct Scores {
    name: &'static str,
    before: Option<i32>,
    first: Option<i32>,
    last: Option<i32>,
    after: Option<i32>,
    prorated: bool,
}

/// The patterns of a measure with this cut-off and this reliable change.
fn patterns(cut_off: i32, reliable: i32) -> Vec<Scores> {
    let pair = |name, first: i32, last: i32| Scores {
        name,
        first: Some(first),
        last: Some(last),
        ..Scores::default()
    };
    let high = cut_off + reliable;
    vec![
        pair("better, now below", high, cut_off - 1),
        pair("better, still above", high, cut_off),
        pair("better by just enough", cut_off, cut_off - reliable),
        pair("better, never above", cut_off - 1, cut_off - 1 - reliable),
        pair("worse, now above", cut_off - 1, cut_off - 1 + reliable),
        pair("worse, always above", cut_off, high),
        pair("within error, now below", cut_off, cut_off - reliable + 1),
        pair("within error, always above", high, high - 1),
        pair("the same", cut_off - 2, cut_off - 2),
        Scores {
            name: "pro-rated at last",
            prorated: true,
            ..pair("", high, cut_off - 1)
        },
        Scores {
            name: "from before session 1",
            before: Some(high),
            last: Some(cut_off - 1),
            ..Scores::default()
        },
        Scores {
            name: "one score",
            first: Some(high),
            ..Scores::default()
        },
        Scores {
            name: "follow-up only",
            after: Some(2),
            ..Scores::default()
        },
        Scores {
            name: "a follow-up too",
            after: Some(high),
            ..pair("", high, cut_off - 1)
        },
        Scores {
            name: "none",
            ..Scores::default()
        },
    ]
}

fn sheets(code: &str, scores: &Scores) -> Vec<Value> {
    let one = |place: &str, date: &str, session: Option<i32>, total: Option<i32>| {
        let total = total?;
        let mut sheet =
            json!({ "id": format!("{code} {place}"), "instrument": code, "date": date });
        if let Some(session) = session {
            sheet["session_number"] = json!(session);
        }
        let key = if scores.prorated && place == "last" {
            "prorated_total"
        } else {
            "total"
        };
        sheet[key] = json!(total);
        Some(sheet)
    };
    [
        one("before", "2025-08-20", None, scores.before),
        one("first", "2025-09-04", Some(1), scores.first),
        one("last", "2025-12-18", Some(16), scores.last),
        one("after", "2026-03-18", None, scores.after),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The facts about a course on which its verdicts depend.
struct Frame {
    ended: bool,
    attended: usize,
    adult: bool,
}

/// First and last total of a measure. After the end nothing counts; a course under way has no after.
fn ends(scores: &Scores, frame: &Frame) -> Vec<i32> {
    let after = scores.after.filter(|_| !frame.ended);
    let all = [scores.before, scores.first, scores.last, after];
    all.into_iter().flatten().collect()
}

fn alone(scores: &Scores, (cut_off, reliable): (i32, i32), frame: &Frame) -> Value {
    let totals = ends(scores, frame);
    let (Some(first), Some(last)) = (totals.first(), totals.last()) else {
        return json!(if scores.after.is_some() {
            "follow_up_only"
        } else {
            "no_score"
        });
    };
    if totals.len() == 1 {
        return json!(["one_score", first]);
    }
    let change = last - first;
    let judged = if change <= -reliable {
        "better"
    } else if change >= reliable {
        "worse"
    } else {
        "within_error"
    };
    let movement = match change {
        0 => "stayed",
        1.. => "rose",
        _ => "fell",
    };
    let sides = json!({ "cut_off": cut_off, "case_at_first": *first >= cut_off, "case_at_last": *last >= cut_off });
    let adult = |value: Value| if frame.adult { value } else { Value::Null };
    json!([
        "change",
        first,
        last,
        movement,
        adult(json!(judged)),
        adult(sides)
    ])
}

fn together(phq9: &Scores, gad7: &Scores, frame: &Frame) -> Value {
    let (depression, anxiety) = (ends(phq9, frame), ends(gad7, frame));
    if depression.len() < 2 || anxiety.len() < 2 || frame.attended < 2 || !frame.adult {
        return Value::Null;
    }
    let ([p1, .., p2], [g1, .., g2]) = (depression.as_slice(), anxiety.as_slice()) else {
        return Value::Null;
    };
    let better = p1 - p2 >= 6 || g1 - g2 >= 4;
    let worse = p2 - p1 >= 6 || g2 - g1 >= 4;
    let change = match (better, worse) {
        (true, false) => "improvement",
        (false, true) => "deterioration",
        (true, true) => "mixed",
        (false, false) => "no_reliable_change",
    };
    let below = *p2 < 10 && *g2 < 8;
    let prorated = phq9.prorated || gad7.prorated;
    if !frame.ended {
        return json!(["so_far", change, below, prorated]);
    }
    let case = *p1 >= 10 || *g1 >= 8;
    let recovery = if !case {
        "no_case_at_first"
    } else if !below {
        "still_case"
    } else if better && !worse {
        "reliable_recovery"
    } else {
        "recovery"
    };
    json!(["ended", change, recovery, prorated])
}

/// The verdict on one measure, in the form of [`alone`].
fn said(verdicts: &Value, code: &str) -> Value {
    let measures = verdicts["measures"].as_array().unwrap();
    let found = measures
        .iter()
        .find(|verdict| verdict["instrument"] == code);
    let Some(said) = found.map(|verdict| &verdict["said"]) else {
        return json!("no_score");
    };
    match said["case"].as_str().unwrap() {
        "one_score" => json!(["one_score", said["score"]["total"]]),
        "change" => json!([
            "change",
            said["first"]["total"],
            said["last"]["total"],
            said["movement"],
            said["reliable"],
            said["sides"]
        ]),
        other => json!(other),
    }
}

fn joint(verdicts: &Value) -> Value {
    let joint = &verdicts["joint"];
    match joint["case"].as_str() {
        None => Value::Null,
        Some("so_far") => json!([
            "so_far",
            joint["change"],
            joint["both_below"],
            joint["prorated"]
        ]),
        Some(other) => json!([other, joint["change"], joint["recovery"], joint["prorated"]]),
    }
}

fn put_in(course: &mut Course, frame: &Frame) {
    course.plan.status = if frame.ended {
        CourseStatus::Closed
    } else {
        CourseStatus::Active
    };
    if !frame.adult {
        course.client.date_of_birth = Some("2015-01-31".to_owned());
    }
    let held = course.slots.iter_mut().filter(|slot| {
        matches!(
            slot.status,
            SlotStatus::Attended | SlotStatus::AttendedPartial
        )
    });
    for slot in held.skip(frame.attended) {
        slot.status = SlotStatus::Dna;
    }
}

#[test]
fn every_pattern_of_two_measures_is_said_by_the_rule() {
    let frames = [true, false].into_iter().flat_map(|ended| {
        [0, 1, 2, 16].into_iter().flat_map(move |attended| {
            [true, false].map(|adult| Frame {
                ended,
                attended,
                adult,
            })
        })
    });
    let mut file = case(DISPUTE);
    file["measures"] = Value::Null;
    let bare = read(&file);
    let (mut seen, mut singly, mut jointly) = (0, BTreeSet::new(), BTreeSet::new());
    for frame in frames {
        for phq9 in &patterns(10, 6) {
            for gad7 in &patterns(8, 4) {
                let mut course = bare.clone();
                let all = [sheets("PHQ-9", phq9), sheets("GAD-7", gad7)].concat();
                course.measures = Some(serde_json::from_value(json!(all)).unwrap());
                put_in(&mut course, &frame);
                let verdicts = serde_json::to_value(course.verdicts()).unwrap();
                let which = format!(
                    "PHQ-9 {}, GAD-7 {}, ended {}, attended {}, adult {}",
                    phq9.name, gad7.name, frame.ended, frame.attended, frame.adult
                );
                assert_eq!(
                    said(&verdicts, "PHQ-9"),
                    alone(phq9, (10, 6), &frame),
                    "{which}"
                );
                assert_eq!(
                    said(&verdicts, "GAD-7"),
                    alone(gad7, (8, 4), &frame),
                    "{which}"
                );
                assert_eq!(joint(&verdicts), together(phq9, gad7, &frame), "{which}");
                let why = if frame.adult {
                    Value::Null
                } else {
                    json!("under16")
                };
                for verdict in verdicts["measures"].as_array().unwrap() {
                    assert_eq!(verdict["not_judged"], why, "{which}");
                    singly.insert(verdict.to_string());
                }
                if !verdicts["joint"].is_null() {
                    jointly.insert(verdicts["joint"].to_string());
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 2 * 4 * 2 * 15 * 15, "every pattern in every frame");
    let parsed = |set: BTreeSet<String>| -> Vec<Value> {
        set.iter()
            .map(|text| serde_json::from_str(text).unwrap())
            .collect()
    };
    golden::compare("verdicts.json", &parsed(singly));
    golden::compare("joint-verdicts.json", &parsed(jointly));
}

#[test]
fn sessions_are_counted_as_attended_and_not_by_their_numbers() {
    let mut file = case(DISPUTE);
    file["measures"] = json!(sheets("PHQ-9", &patterns(10, 6)[0]));
    let mut course = read(&file);
    let over = |course: &Course| {
        serde_json::to_value(course.verdicts()).unwrap()["measures"][0]["said"]["attended"].clone()
    };
    assert_eq!(
        over(&course),
        json!(14),
        "16 numbers were used up, and two hours missed"
    );
    let middle = course.slots.len() - 2;
    for slot in &mut course.slots[1..=middle] {
        slot.status = SlotStatus::Dna;
    }
    assert_eq!(
        over(&course),
        json!(2),
        "the client came to the first and the last"
    );
}
