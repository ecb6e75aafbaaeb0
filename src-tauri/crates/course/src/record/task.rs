//! Tasks of the phases and of the focus, and the gates between phases.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Not begun.
    NotStarted,
    /// Begun.
    InProgress,
    /// Done.
    Done,
    /// Done and taken up again.
    Revisited,
    /// Not needed here, with a reason.
    NotApplicable,
}

/// The state of one task.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// `init.consent`, … (`reference` 2 and 5).
    pub id: String,
    /// How far.
    pub state: TaskState,
    /// First session in which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// Day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Why it is not applicable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

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

crate::redacted!(Task, GatePassage);
