//! Measures whose items the program may not show (`docs/clinical-sources.md`), with the known facts about their scores.
//! A read source gives each figure, except one range that is marked M.

use super::definition::{Band, Instrument, Items, Licence, Subscale, TotalRule};

/// A measure without bands and subscales. A measure that has them adds them below.
const fn plain(
    (code, about): (&'static str, &'static str),
    version: &'static str,
    items: Items,
    total_rule: TotalRule,
    (min, max): (i32, i32),
    source: &'static str,
) -> Instrument {
    Instrument {
        code,
        name: code,
        about,
        version,
        language: "",
        licence: Licence::ScoreOnly,
        attribution: "",
        lead: "",
        items,
        function_question: None,
        risk_item: None,
        risk_item_counts_down: false,
        total_rule,
        whole_total: items.whole && !matches!(total_rule, TotalRule::Entered),
        min,
        max,
        higher_is_better: false,
        bands: &[],
        subscales: &[],
        caseness: None,
        reliable_change: None,
        source,
    }
}

/// Items with whole-number answers, without their words.
const fn answers(counts: &'static [u8], min: i32, max: i32) -> Items {
    Items {
        counts,
        min,
        max: Some(max),
        whole: true,
        questions: &[],
        answers: &[],
    }
}

/// A scale of the DASS-21: the sum of seven items, doubled (S23).
const fn dass(name: &'static str, items: &'static [u8]) -> Subscale {
    Subscale {
        name,
        words: name,
        items,
        times: 2,
        divided_by: 1,
        min: 0,
        max: 42,
    }
}

/// A scale of the MSPSS: the mean of four items (S25).
const fn mspss(name: &'static str, words: &'static str, items: &'static [u8]) -> Subscale {
    Subscale {
        name,
        words,
        items,
        times: 1,
        divided_by: 4,
        min: 1,
        max: 7,
    }
}

/// Every measure without shown items, but WSAS, which has a file of its own.
pub(super) static ALL: &[Instrument] = &[
    plain(
        ("PCL-5", "Post-traumatic stress"),
        "2013",
        answers(&[20], 0, 4),
        TotalRule::Sum,
        (0, 80),
        "Range and items: [S19].",
    ),
    Instrument {
        bands: &[
            Band {
                from: 0,
                to: 7,
                name: "none",
                words: "none",
            },
            Band {
                from: 8,
                to: 13,
                name: "mild",
                words: "mild",
            },
            Band {
                from: 14,
                to: 19,
                name: "moderate",
                words: "moderate",
            },
            Band {
                from: 20,
                to: 25,
                name: "severe",
                words: "severe",
            },
            Band {
                from: 26,
                to: 52,
                name: "very_severe",
                words: "very severe",
            },
        ],
        ..plain(
            ("HRSD-17", "Depression, rated in an interview"),
            "17 items",
            answers(&[17], 0, 4),
            TotalRule::Sum,
            (0, 52),
            "Clinician interview; bands as mapped by the authors of the IDS and QIDS [S27].",
        )
    },
    Instrument {
        risk_item: Some(6),
        ..plain(
            ("CORE-10", "Distress"),
            "2013",
            answers(&[10], 0, 4),
            TotalRule::Entered,
            (0, 40),
            "[S19]; two items are reversed, so items entered from paper may be either way round and the total is \
             entered. One item on risk, the sixth [S32]; it is not reversed.",
        )
    },
    plain(
        ("CORE-OM", "Distress"),
        "34 items",
        answers(&[34], 0, 4),
        TotalRule::Entered,
        (0, 40),
        "Mean times ten [S32].",
    ),
    Instrument {
        subscales: &[
            dass("depression", &[3, 5, 10, 13, 16, 17, 21]),
            dass("anxiety", &[2, 4, 7, 9, 15, 19, 20]),
            dass("stress", &[1, 6, 8, 11, 12, 14, 18]),
        ],
        whole_total: true,
        ..plain(
            ("DASS-21", "Depression, anxiety and stress"),
            "21 items",
            answers(&[21], 0, 3),
            TotalRule::Entered,
            (0, 126),
            "Three scales of seven items, doubled, 0 to 42 each [S23]; no total of all three is defined.",
        )
    },
    Instrument {
        higher_is_better: true,
        ..plain(
            ("WHO-5", "Well-being"),
            "1998",
            answers(&[5], 0, 5),
            TotalRule::Times { factor: 4 },
            (0, 100),
            "Raw sum times four, in per cent [S26].",
        )
    },
    Instrument {
        bands: &[
            Band {
                from: 0,
                to: 5,
                name: "none",
                words: "none",
            },
            Band {
                from: 6,
                to: 10,
                name: "mild",
                words: "mild",
            },
            Band {
                from: 11,
                to: 15,
                name: "moderate",
                words: "moderate",
            },
            Band {
                from: 16,
                to: 20,
                name: "severe",
                words: "severe",
            },
            Band {
                from: 21,
                to: 27,
                name: "very_severe",
                words: "very severe",
            },
        ],
        risk_item: Some(12),
        ..plain(
            ("QIDS-SR16", "Depression"),
            "16 items",
            answers(&[16], 0, 3),
            TotalRule::Domains,
            (0, 27),
            "Nine domains and bands: [S27]. Item 12 asks about death and suicide [M].",
        )
    },
    plain(
        ("AUDIT-C", "Alcohol"),
        "3 items",
        answers(&[3], 0, 4),
        TotalRule::Sum,
        (0, 12),
        "Range: [S19].",
    ),
    Instrument {
        higher_is_better: true,
        subscales: &[
            mspss("significant_other", "significant other", &[1, 2, 5, 10]),
            mspss("family", "family", &[3, 4, 8, 11]),
            mspss("friends", "friends", &[6, 7, 9, 12]),
        ],
        ..plain(
            ("MSPSS", "Support by others"),
            "12 items",
            answers(&[12], 1, 7),
            TotalRule::Entered,
            (1, 7),
            "Means of four and of twelve [S25]; a mean is entered as it was rounded on paper.",
        )
    },
    Instrument {
        whole_total: true,
        risk_item: Some(10),
        risk_item_counts_down: true,
        ..plain(
            ("EPDS", "Depression around a birth"),
            "10 items",
            answers(&[10], 0, 3),
            TotalRule::Entered,
            (0, 30),
            "[S19, S24]; items may have been reversed already, so the total is entered. Item 10 asks about self-harm, \
             and above 0 it always needs assessment [S24].",
        )
    },
    Instrument {
        risk_item: Some(9),
        ..plain(
            ("BDI-II", "Depression"),
            "1996",
            answers(&[21], 0, 3),
            TotalRule::Sum,
            (0, 63),
            "Range: [S19]. Item 9 asks about thoughts of suicide [S19].",
        )
    },
    plain(
        ("IIP-32", "Problems with others"),
        "32 items",
        answers(&[32], 0, 4),
        TotalRule::Entered,
        (0, 4),
        "A mean; say which version [S30].",
    ),
    plain(
        ("SAS-SR", "Social adjustment"),
        "54, 24 or 14 items",
        answers(&[54, 24, 14], 1, 5),
        TotalRule::Entered,
        (1, 5),
        "A mean [S29].",
    ),
    Instrument {
        higher_is_better: true,
        ..plain(
            ("ORS", "How life goes"),
            "4 lines of 10 cm",
            lines(),
            TotalRule::Sum,
            (0, 40),
            "Range: [S31].",
        )
    },
    Instrument {
        higher_is_better: true,
        ..plain(
            ("SRS", "The session, as the client found it"),
            "4 lines of 10 cm",
            lines(),
            TotalRule::Sum,
            (0, 40),
            "Range: [S31].",
        )
    },
    Instrument {
        whole_total: true,
        ..plain(
            ("EAT-26", "Attitudes to eating"),
            "26 items",
            answers(&[26], 0, 3),
            TotalRule::Entered,
            (0, 78),
            "Range: twenty-six items of 0 to 3 [M].",
        )
    },
    plain(
        ("EDE-Q 6.0", "Eating"),
        "6.0",
        Items {
            counts: &[28],
            min: 0,
            max: None,
            whole: true,
            questions: &[],
            answers: &[],
        },
        TotalRule::Entered,
        (0, 6),
        "Global score, the mean of four means; six items are counts of days or times [S19].",
    ),
];

/// Four lines of ten centimetres, each measured from 0 to 10 (S31).
const fn lines() -> Items {
    Items {
        counts: &[4],
        min: 0,
        max: Some(10),
        whole: false,
        questions: &[],
        answers: &[],
    }
}
