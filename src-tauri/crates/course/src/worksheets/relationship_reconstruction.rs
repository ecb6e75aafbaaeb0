//! The relationship reconstruction of grief: the relationship with the person who died, period by period.

use serde::{Deserialize, Serialize};

/// A period of the relationship with someone who died.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct RelationshipPeriod {
    /// The name of the period.
    pub period: String,
    /// Things that they did together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did: Option<String>,
    /// Things that the client liked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liked: Option<String>,
    /// Things that were hard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<String>,
    /// Things that stayed unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsaid: Option<String>,
}

crate::redacted!(RelationshipPeriod);
