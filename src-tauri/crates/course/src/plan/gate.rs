//! The gates: checks between the phases of a course.

mod passage;
mod requirements;
pub(crate) mod state;

pub use passage::GatePass;
pub use state::{GATES, GateStage, GateState};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// A gate: a check between two phases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, PartialOrd, Ord)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum Gate {
    /// From the initial to the middle phase.
    G1,
    /// The mid-course review.
    G2,
    /// From the middle to the ending phase.
    G3,
    /// The conclusion of the course.
    G4,
}

/// A gate that was passed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GatePassage {
    /// The gate.
    pub gate: Gate,
    /// The day it was passed.
    pub on: NaiveDate,
    /// Task ids and codes that were missing then.
    pub missing: Vec<String>,
    /// The last session before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Why it was passed although something was missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether it was derived when a file was read. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<bool>,
}

crate::redacted!(GatePassage);
