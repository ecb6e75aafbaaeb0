//! Mood from 0 to 10: not a published scale; the wording is our own.

use super::definition::{Instrument, Items, Licence, TotalRule, question};

pub(super) static MOOD: Instrument = Instrument {
    code: "MOOD-0-10",
    name: "Mood 0 to 10",
    about: "10 is best",
    version: "1",
    language: "en",
    licence: Licence::Items,
    attribution: "",
    lead: "How has your mood been since we last met?",
    items: Items {
        counts: &[1],
        min: 0,
        max: Some(10),
        whole: false,
        questions: &[question("Mood", "Mood, from 0 (lowest) to 10 (best)")],
        answers: &[],
    },
    function_question: None,
    risk_item: None,
    risk_item_counts_down: false,
    total_rule: TotalRule::Single,
    whole_total: false,
    min: 0,
    max: 10,
    higher_is_better: true,
    bands: &[],
    subscales: &[],
    caseness: None,
    reliable_change: None,
    source: "Ours; no bands.",
};
