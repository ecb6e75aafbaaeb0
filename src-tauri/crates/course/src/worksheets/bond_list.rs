//! The bond list of grief: what to keep of the person who died, what to let go, what to take up.

use serde::{Deserialize, Serialize};

/// How to carry the person.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BondList {
    /// What to keep.
    pub keep: Vec<String>,
    /// What to let go.
    pub let_go: Vec<String>,
    /// What to take up.
    pub take_up: Vec<String>,
}

crate::redacted!(BondList);
