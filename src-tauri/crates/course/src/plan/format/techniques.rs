//! The techniques that a note may name.

/// Ids of the techniques, in the order of S39. Many of them are not specific to IPT (M, S39).
pub const TECHNIQUES: &[&str] = &[
    "tech.explore",
    "tech.direct",
    "tech.affect",
    "tech.clarify",
    "tech.comm-analysis",
    "tech.decision",
    "tech.role-play",
    "tech.problem-solve",
    "tech.educate",
    "tech.support",
    "tech.relationship",
    "tech.network",
    "tech.link",
    "tech.future",
    "tech.conjoint",
];
