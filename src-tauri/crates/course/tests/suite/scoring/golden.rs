//! The table of instruments and examples of scores, as the window's own tests read them. The window adds up a sheet
//! while it is answered; both sides score the same sheets, so that neither can drift.
//!
//! `KITH_WRITE_SCORING=1 cargo test -p kith-course golden` writes the files anew.

use std::path::Path;
use std::{env, fs};

use course::measures::instruments::{Instrument, TotalRule};
use course::measures::score::Scored;
use serde_json::{Value, json};

use super::{measure, with_measures};

/// Compares a value with the file it is kept in, one entry of a list on a line.
pub fn compare(name: &str, entries: &[Value]) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/golden/scoring");
    let path = Path::new(folder).join(name);
    let lines: Vec<String> = entries.iter().map(Value::to_string).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    if env::var_os("KITH_WRITE_SCORING").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == text,
        "{name} is not what the rules say: write it anew"
    );
}

#[test]
fn the_window_tests_with_the_table_of_instruments() {
    let table: Vec<Value> = Instrument::all()
        .map(|instrument| serde_json::to_value(instrument).unwrap())
        .collect();
    compare("instruments.json", &table);
}

/// Sheets of every total, with every number of missing answers up to one too many.
fn sheets(instrument: &Instrument) -> Vec<Vec<Option<i32>>> {
    let count = usize::from(instrument.items.counts[0]);
    let (least, most) = (instrument.items.min, instrument.items.max.unwrap());
    let TotalRule::ProRated { missing: allowed } = instrument.total_rule else {
        panic!(
            "{} is answered in the window by another rule",
            instrument.code
        );
    };
    let mut all = vec![vec![None; count]];
    for missing in 0..=usize::from(allowed) + 1 {
        let given = i32::try_from(count - missing).unwrap();
        for above in 0..=given * (most - least) {
            let mut left = above;
            let mut sheet: Vec<Option<i32>> = (0..given)
                .map(|_| {
                    let more = left.min(most - least);
                    left -= more;
                    Some(least + more)
                })
                .collect();
            sheet.resize(count, None);
            // The missing answers stand at the end of some sheets and at the beginning of others.
            if above % 2 == 1 {
                sheet.reverse();
            }
            all.push(sheet);
        }
    }
    all
}

#[test]
fn the_window_adds_up_the_same_sheets() {
    let answered = Instrument::all().filter(|instrument| {
        !instrument.items.questions.is_empty() && instrument.total_rule != TotalRule::Single
    });
    let all: Vec<(&str, Vec<Option<i32>>)> = answered
        .flat_map(|instrument| {
            sheets(instrument)
                .into_iter()
                .map(|sheet| (instrument.code, sheet))
        })
        .collect();
    let measures: Vec<Value> = all
        .iter()
        .enumerate()
        .map(|(number, (code, sheet))| measure(&format!("m{number}"), code, 1, json!(sheet)))
        .collect();
    let scores = with_measures(json!(measures)).scores();
    assert_eq!(scores.len(), all.len(), "each sheet has a score");
    let vectors: Vec<Value> = all
        .iter()
        .enumerate()
        .map(|(number, (code, sheet))| {
            let id = format!("m{number}");
            let score: &Scored = scores.iter().find(|score| score.id == id).unwrap();
            json!({
                "instrument": code,
                "items": sheet,
                "sum": score.answered_sum,
                "missing": score.missing,
                "total": score.total,
                "prorated": score.prorated,
                "band": score.band_words,
                "level": score.level,
            })
        })
        .collect();
    compare("sheets.json", &vectors);
}
