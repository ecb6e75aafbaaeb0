//! The expectations grid of a dispute: what the client and the other person expect.

use serde::{Deserialize, Serialize};

/// One topic of a dispute, seen from both sides.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The topic.
    pub topic: String,
    /// The expectation of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub i_expect: Option<String>,
    /// The expectation of the other person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub they_expect: Option<String>,
    /// Whether the client has said it aloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_aloud: Option<bool>,
    /// Whether the expectation could change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can_move: Option<String>,
}

crate::redacted!(Expectation);
