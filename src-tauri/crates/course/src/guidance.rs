//! Guidance for the therapist: tasks, next steps, reminders, and the overview of a course.

mod client_risk;
mod evidence;
mod glance;
mod next_steps;
mod preview;
mod reminders;
mod session_tasks;
mod tasks;

pub use client_risk::{CheckDue, ClientRisk, RiskCheck};
pub use evidence::{AreaEvidence, Evidence, Fact, PersonConcerned, Told};
pub use glance::{Glance, NextSlot, OpenRisk, Pip};
pub use next_steps::NextStep;
pub use preview::{MovePreview, SlotPreview};
pub use reminders::Reminder;
pub use session_tasks::SessionTasks;
pub use tasks::TaskView;

use serde::{Deserialize, Serialize};

use crate::ids::SessionRef;

/// The state of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// The task is not started.
    NotStarted,
    /// The task is started.
    InProgress,
    /// The task is done.
    Done,
    /// The task is done and was taken up again.
    Revisited,
    /// The task is not needed in this course, with a reason.
    NotApplicable,
}

/// A task with its state.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// The id: `init.consent`, … (see [`crate::plan::format::TASKS`]).
    pub id: String,
    /// Its state.
    pub state: TaskState,
    /// The first session in which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Why it is not applicable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

crate::redacted!(Task);
