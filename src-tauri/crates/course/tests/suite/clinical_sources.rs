//! Each built-in measure names the sources of its numbers, and `docs/clinical-sources.md` lists these sources.

use std::collections::BTreeSet;

use course::measures::instruments::Instrument;

const LIST: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../docs/",
    "clinical-sources.md"
));

/// The marks of the list: `S1` and so on, `M` and `ours`.
fn listed() -> BTreeSet<&'static str> {
    let entries = LIST.lines().filter_map(|line| line.strip_prefix("- **"));
    entries
        .filter_map(|entry| entry.split_once("**"))
        .map(|(mark, _)| mark)
        .collect()
}

fn is_read_source(mark: &str) -> bool {
    let digits = mark.strip_prefix('S');
    digits.is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

/// The marks in the source line of a measure.
fn marks(instrument: &Instrument) -> Vec<&'static str> {
    let words = instrument
        .source
        .split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| is_read_source(word) || *word == "M" || word.eq_ignore_ascii_case("ours"))
        .collect()
}

#[test]
fn each_measure_names_a_source_of_the_list() {
    let listed = listed();
    assert!(
        listed.contains("S1") && listed.contains("M") && listed.contains("ours"),
        "the marks of the list are found: {listed:?}"
    );
    for instrument in Instrument::all() {
        let marks = marks(instrument);
        assert!(!marks.is_empty(), "{} names no source", instrument.code);
        for mark in marks {
            assert!(
                listed.contains(mark.to_ascii_lowercase().as_str()) || listed.contains(mark),
                "{} names {mark}, which is not in the list",
                instrument.code
            );
        }
    }
}

#[test]
fn each_band_cut_off_reliable_change_and_subscale_has_a_read_source() {
    for instrument in Instrument::all() {
        let needs_source = !instrument.bands.is_empty()
            || !instrument.subscales.is_empty()
            || instrument.caseness.is_some()
            || instrument.reliable_change.is_some();
        assert!(
            !needs_source || marks(instrument).into_iter().any(is_read_source),
            "{}: no read source gives its bands, cut-off, reliable change or subscales",
            instrument.code
        );
    }
}
