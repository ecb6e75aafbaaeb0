//! The tasks as they are kept, and guidance for the therapist: what can be done now, what to think of.

mod glance;
mod next_steps;
mod preview;
mod reminders;
mod tasks;

pub use glance::{Glance, NextSlot, OpenRisk, Pip};
pub use next_steps::NextStep;
pub use preview::SlotPreview;
pub use reminders::Reminder;
pub use tasks::TaskView;

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
    /// `init.consent`, … (see [`crate::plan::format::TASKS`]).
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

crate::redacted!(Task);
