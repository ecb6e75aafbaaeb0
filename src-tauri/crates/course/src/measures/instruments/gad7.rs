//! GAD-7.
//!
//! The wording of the items stays under the terms of its owners, who let anyone reproduce it, and is not covered by
//! the licence of this repository.

use super::definition::{Band, Instrument, Items, Licence, TotalRule, question};
use super::phq9::{ANSWERS, ATTRIBUTION, LEAD};

pub(super) static GAD7: Instrument = Instrument {
    code: "GAD-7",
    name: "GAD-7",
    about: "Anxiety",
    version: "2006",
    language: "en",
    licence: Licence::Items,
    attribution: ATTRIBUTION,
    lead: LEAD,
    items: Items {
        counts: &[7],
        min: 0,
        max: Some(3),
        whole: true,
        questions: &[
            question("Nervous", "Feeling nervous, anxious or on edge"),
            question(
                "Cannot stop worrying",
                "Not being able to stop or control worrying",
            ),
            question(
                "Worrying too much",
                "Worrying too much about different things",
            ),
            question("Trouble relaxing", "Trouble relaxing"),
            question("Restless", "Being so restless that it is hard to sit still"),
            question("Irritable", "Becoming easily annoyed or irritable"),
            question(
                "Afraid",
                "Feeling afraid as if something awful might happen",
            ),
        ],
        answers: ANSWERS,
    },
    function_question: None,
    risk_item: None,
    risk_item_counts_down: false,
    total_rule: TotalRule::ProRated { missing: 2 },
    whole_total: true,
    min: 0,
    max: 21,
    higher_is_better: false,
    bands: &[
        Band {
            from: 0,
            to: 4,
            name: "minimal",
            words: "minimal",
        },
        Band {
            from: 5,
            to: 9,
            name: "mild",
            words: "mild",
        },
        Band {
            from: 10,
            to: 14,
            name: "moderate",
            words: "moderate",
        },
        Band {
            from: 15,
            to: 21,
            name: "severe",
            words: "severe",
        },
    ],
    subscales: &[],
    caseness: Some(8),
    reliable_change: Some(4),
    source: "Wording and bands: [S19]. Up to two missing items: as PHQ-9 [M]. Caseness 8, \
        reliable change 4: NHS Talking Therapies [S21].",
};
