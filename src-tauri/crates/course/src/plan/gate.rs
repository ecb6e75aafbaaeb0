//! The gates between phases.

mod passage;
mod requirements;
pub(crate) mod state;

pub use passage::GatePass;
pub use state::{GATES, GateStage, GateState};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// The checks between phases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, PartialOrd, Ord)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum Gate {
    /// Initial to middle.
    G1,
    /// Mid-course review.
    G2,
    /// Middle to ending.
    G3,
    /// Close.
    G4,
}

/// A gate that was passed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GatePassage {
    /// Which.
    pub gate: Gate,
    /// Day.
    pub on: NaiveDate,
    /// What was missing then.
    pub missing: Vec<String>,
    /// After which session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Why it was passed all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Worked out on import, not written in the file. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<bool>,
}

crate::redacted!(GatePassage);
