//! The expectations grid of a dispute: what the client and the other person expect.

use serde::{Deserialize, Serialize};

/// One topic of a dispute, seen from both sides.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// What it is about.
    pub topic: String,
    /// What the client expects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub i_expect: Option<String>,
    /// What the other expects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub they_expect: Option<String>,
    /// Has it been said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_aloud: Option<bool>,
    /// Could it change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can_move: Option<String>,
}

crate::redacted!(Expectation);
