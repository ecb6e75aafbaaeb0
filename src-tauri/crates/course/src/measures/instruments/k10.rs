//! K10, in the Australian form of 10 to 50; American papers use 0 to 40.
//!
//! The wording of the items stays under the terms of its owners (World Health Organization, Kessler and colleagues) and
//! is not covered by the licence of this repository.

use super::definition::{Band, Instrument, Items, Licence, TotalRule, question};

pub(super) static K10: Instrument = Instrument {
    code: "K10",
    name: "K10",
    about: "Distress",
    version: "Australian form, 10 to 50",
    language: "en",
    licence: Licence::ItemsWithNotice,
    attribution: "© World Health Organization 2003. Kessler R.C. and colleagues (2003), Screening for serious mental \
        illness in the general population.",
    lead: "In the past 4 weeks, about how often did you feel…",
    items: Items {
        counts: &[10],
        min: 1,
        max: Some(5),
        whole: true,
        questions: &[
            question("Tired out", "tired out for no good reason"),
            question("Nervous", "nervous"),
            question(
                "Could not calm",
                "so nervous that nothing could calm you down",
            ),
            question("Hopeless", "hopeless"),
            question("Restless", "restless or fidgety"),
            question("Could not sit still", "so restless you could not sit still"),
            question("Depressed", "depressed"),
            question("Everything an effort", "that everything was an effort"),
            question(
                "Nothing could cheer",
                "so sad that nothing could cheer you up",
            ),
            question("Worthless", "worthless"),
        ],
        answers: &[
            "None of the time",
            "A little of the time",
            "Some of the time",
            "Most of the time",
            "All of the time",
        ],
    },
    function_question: None,
    risk_item: None,
    risk_item_counts_down: false,
    total_rule: TotalRule::ProRated { missing: 1 },
    whole_total: true,
    min: 10,
    max: 50,
    higher_is_better: false,
    bands: &[
        Band {
            from: 10,
            to: 15,
            name: "low",
            words: "low",
        },
        Band {
            from: 16,
            to: 21,
            name: "moderate",
            words: "moderate",
        },
        Band {
            from: 22,
            to: 29,
            name: "high",
            words: "high",
        },
        Band {
            from: 30,
            to: 50,
            name: "very_high",
            words: "very high",
        },
    ],
    subscales: &[],
    caseness: None,
    reliable_change: None,
    source: "Answers, bands (Australian Bureau of Statistics): [S22]. No reliable change: no national figure is known, \
        and the one study of its stability [S45] gives 7.4 to 10 points. No official rule for missing items; nine \
        answered are asked for and pro-rated, our rule.",
};
