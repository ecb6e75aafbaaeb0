//! K10, in the Australian form of 10 to 50; American papers use 0 to 40.
//!
//! The wording of the items stays under the terms of its owners (World Health Organization, Kessler and colleagues) and
//! is not covered by the licence of this repository.

use super::definition::{Band, Instrument, Items, Licence, TotalRule};

pub(super) static K10: Instrument = Instrument {
    code: "K10",
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
        texts: &[
            "tired out for no good reason",
            "nervous",
            "so nervous that nothing could calm you down",
            "hopeless",
            "restless or fidgety",
            "so restless you could not sit still",
            "depressed",
            "that everything was an effort",
            "so sad that nothing could cheer you up",
            "worthless",
        ],
        answers: &[
            "None of the time",
            "A little of the time",
            "Some of the time",
            "Most of the time",
            "All of the time",
        ],
    },
    total_rule: TotalRule::ProRated { missing: 1 },
    min: 10,
    max: 50,
    higher_is_better: false,
    bands: &[
        Band {
            from: 10,
            to: 15,
            name: "low",
        },
        Band {
            from: 16,
            to: 21,
            name: "moderate",
        },
        Band {
            from: 22,
            to: 29,
            name: "high",
        },
        Band {
            from: 30,
            to: 50,
            name: "very_high",
        },
    ],
    subscales: &[],
    caseness: None,
    reliable_change: Some(7),
    source: "Answers, bands (Australian Bureau of Statistics) and reliable change of about 7: [S22]. No official rule \
        for missing items; nine answered are asked for and pro-rated, our rule.",
};
