//! The tasks of the checklist.

use course::Course;
use course::guidance::TaskState;
use course::ids::SlotId;
use vault::{CourseId, EditKind, Saved};

use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// Marks a task as done, in progress, or not applicable for a reason.
#[tauri::command]
#[specta::specta]
pub async fn mark_task(
    vault: OpenVault,
    course_id: CourseId,
    task: String,
    state: TaskState,
    slot: Option<SlotId>,
    reason: Option<String>,
) -> Result<Saved, CommandError> {
    let mark = |course: Course, clock: &Clock| {
        course.mark_task(&task, state, slot.as_ref(), clock.today(), reason)
    };
    vault.change(course_id, EditKind::MarkTask, mark).await
}
