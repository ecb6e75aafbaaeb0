//! The four boxes of a role transition: what was good and hard before, what is good and hard now.

use serde::{Deserialize, Serialize};

/// The good and the hard sides of the old and the new role.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FourBox {
    /// The day, as an ISO date.
    pub date: String,
    /// Good sides of the old role.
    pub old_good: Vec<String>,
    /// Hard sides of the old role.
    pub old_bad: Vec<String>,
    /// Good sides of the new role.
    pub new_good: Vec<String>,
    /// Hard sides of the new role.
    pub new_bad: Vec<String>,
}

crate::redacted!(FourBox);
