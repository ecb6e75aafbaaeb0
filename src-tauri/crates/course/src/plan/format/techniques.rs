//! The techniques a note may name.

/// Ids of the techniques, in the order of S39; the kit is plain and much of it general (M, S39).
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
