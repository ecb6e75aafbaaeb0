//! PHQ-9.
//!
//! The wording of the items stays under the terms of its owners, who let anyone reproduce it, and is not covered by
//! the licence of this repository.

use super::definition::{Band, FunctionQuestion, Instrument, Items, Licence, TotalRule, question};

/// The answers of PHQ-9 and GAD-7 (S19). The lowest published answer is "Not at all"; "not at all sure" is a known
/// misprint.
pub(super) const ANSWERS: &[&str] = &[
    "Not at all",
    "Several days",
    "More than half the days",
    "Nearly every day",
];

/// The question before the items of PHQ-9 and GAD-7 (S19).
pub(super) const LEAD: &str =
    "Over the last 2 weeks, how often have you been bothered by any of the following problems?";

/// The notice that must be shown with PHQ-9 and GAD-7 (S19).
pub(super) const ATTRIBUTION: &str = "Developed by Drs Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and \
    colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display \
    or distribute.";

/// Asked once an answer is above 0.
const DIFFICULTY: FunctionQuestion = FunctionQuestion {
    question: question(
        "How difficult",
        "If you checked off any problems, how difficult have these problems made it for you to do your work, take \
         care of things at home, or get along with other people?",
    ),
    answers: &[
        "Not difficult at all",
        "Somewhat difficult",
        "Very difficult",
        "Extremely difficult",
    ],
};

pub(super) static PHQ9: Instrument = Instrument {
    code: "PHQ-9",
    name: "PHQ-9",
    about: "Depression",
    version: "1999",
    language: "en",
    licence: Licence::Items,
    attribution: ATTRIBUTION,
    lead: LEAD,
    items: Items {
        counts: &[9],
        min: 0,
        max: Some(3),
        whole: true,
        questions: &[
            question("Interest", "Little interest or pleasure in doing things"),
            question("Low mood", "Feeling down, depressed, or hopeless"),
            question(
                "Sleep",
                "Trouble falling or staying asleep, or sleeping too much",
            ),
            question("Tired", "Feeling tired or having little energy"),
            question("Appetite", "Poor appetite or overeating"),
            question(
                "Bad about self",
                "Feeling bad about yourself - or that you are a failure or have let yourself or your family down",
            ),
            question(
                "Concentration",
                "Trouble concentrating on things, such as reading the newspaper or watching television",
            ),
            question(
                "Moving, restless",
                "Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual",
            ),
            question(
                "Better off dead",
                "Thoughts that you would be better off dead or of hurting yourself in some way",
            ),
        ],
        answers: ANSWERS,
    },
    function_question: Some(DIFFICULTY),
    risk_item: Some(9),
    risk_item_counts_down: false,
    total_rule: TotalRule::ProRated { missing: 2 },
    whole_total: true,
    min: 0,
    max: 27,
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
            to: 19,
            name: "moderately_severe",
            words: "moderately severe",
        },
        Band {
            from: 20,
            to: 27,
            name: "severe",
            words: "severe",
        },
    ],
    subscales: &[],
    caseness: Some(10),
    reliable_change: Some(6),
    source: "Wording and bands: string table of an open-source clinical system [S19]. Up to two missing items: \
        qscorer, citing Arrieta 2017 [S19]; rounding half up is ours. Caseness 10, reliable change 6: NHS Talking \
        Therapies [S21].",
};
