//! The four boxes of a role transition: what was good and hard before, what is good and hard now.

use serde::{Deserialize, Serialize};

/// Old and new role, good and bad.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FourBox {
    /// Day, ISO.
    pub date: String,
    /// What was good.
    pub old_good: Vec<String>,
    /// What was hard.
    pub old_bad: Vec<String>,
    /// What is good.
    pub new_good: Vec<String>,
    /// What is hard.
    pub new_bad: Vec<String>,
}

crate::redacted!(FourBox);
