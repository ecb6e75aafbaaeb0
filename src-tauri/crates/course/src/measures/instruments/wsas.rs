//! WSAS (S19, S28): entered as five numbers, without its words.

use super::definition::{Band, Instrument, Items, Licence, TotalRule};

pub(super) static WSAS: Instrument = Instrument {
    code: "WSAS",
    name: "WSAS",
    about: "Work and social adjustment",
    version: "2002",
    language: "",
    licence: Licence::ScoreOnly,
    attribution: "© Isaac Marks. Only scores taken from a paper copy are kept here.",
    lead: "",
    items: Items {
        counts: &[5],
        min: 0,
        max: Some(8),
        whole: true,
        questions: &[],
        answers: &[],
    },
    function_question: None,
    risk_item: None,
    risk_item_counts_down: false,
    total_rule: TotalRule::WorkMayNotApply,
    whole_total: true,
    min: 0,
    max: 40,
    higher_is_better: false,
    bands: &[
        Band {
            from: 0,
            to: 9,
            name: "subclinical",
            words: "subclinical",
        },
        Band {
            from: 10,
            to: 20,
            name: "significant",
            words: "significant",
        },
        Band {
            from: 21,
            to: 40,
            name: "moderately_severe_or_worse",
            words: "moderately severe or worse",
        },
    ],
    subscales: &[],
    caseness: None,
    reliable_change: None,
    source: "Answers and bands: [S28]; work not applicable, then out of 32: [S19]. No published rule for missing \
        items: every applicable one is needed. No reliable change in the NHS set.",
};
