//! The bond list of grief: what to keep of the person who died, what to let go, what to take up.

use serde::{Deserialize, Serialize};

/// How the client wants to keep the bond with the person who died.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BondList {
    /// Things to keep.
    pub keep: Vec<String>,
    /// Things to let go.
    pub let_go: Vec<String>,
    /// Things to take up.
    pub take_up: Vec<String>,
}

crate::redacted!(BondList);
