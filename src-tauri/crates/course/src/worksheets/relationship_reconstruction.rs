//! The relationship reconstruction of grief: the relationship with the person who died, period by period.

use serde::{Deserialize, Serialize};

/// A period of the relationship with someone who died.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct RelationshipPeriod {
    /// Which.
    pub period: String,
    /// What they did together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did: Option<String>,
    /// What was liked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liked: Option<String>,
    /// What was hard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<String>,
    /// What stayed unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsaid: Option<String>,
}

crate::redacted!(RelationshipPeriod);
