//! Notes: writing, signing, adding to a signed note, striking through.

use course::Course;
use course::ids::SlotId;
use course::session::{AddendumDraft, NoteDraft};
use vault::{CourseId, EditKind, Saved};

use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// The therapist, as letters name them.
pub(super) fn author(course: &Course) -> Option<String> {
    course
        .therapist
        .as_ref()
        .and_then(|therapist| therapist.display_name.clone())
}

/// Writes the note of a slot.
#[tauri::command]
#[specta::specta]
pub async fn write_note(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
    note: NoteDraft,
) -> Result<Saved, CommandError> {
    vault
        .change(course_id, EditKind::WriteNote, |course, _| {
            course.write_note(&slot, note)
        })
        .await
}

/// Signs a note: from now on it can only be added to.
#[tauri::command]
#[specta::specta]
pub async fn sign_note(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
) -> Result<Saved, CommandError> {
    let sign = |course: Course, clock: &Clock| {
        let author = author(&course);
        course.sign_note(&slot, clock.instant(), author)
    };
    vault.change(course_id, EditKind::SignNote, sign).await
}

/// Adds to a signed note.
#[tauri::command]
#[specta::specta]
pub async fn add_addendum(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
    reason: Option<String>,
    text: String,
) -> Result<Saved, CommandError> {
    let add = |course: Course, clock: &Clock| {
        let draft = AddendumDraft {
            author: author(&course),
            reason,
            text,
        };
        course.add_addendum(Clock::id(), &slot, clock.instant(), draft)
    };
    vault.change(course_id, EditKind::AddAddendum, add).await
}

/// Strikes a signed note through; it can still be read.
#[tauri::command]
#[specta::specta]
pub async fn strike_note(
    vault: OpenVault,
    course_id: CourseId,
    slot: SlotId,
    reason: String,
) -> Result<Saved, CommandError> {
    let strike = |course: Course, clock: &Clock| {
        course.strike_note(&slot, reason, clock.today(), &mut Clock::id)
    };
    vault.change(course_id, EditKind::StrikeNote, strike).await
}
