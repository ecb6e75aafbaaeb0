//! The map over time: its versions, what changed between them, and one person's way through them.

use course::Course;
use course::ids::{PersonId, SlotId};
use course::map::SnapshotDraft;
use course::map::SnapshotKind;
use course::map::changes::MapChange;
use course::map::history::{MapMoment, PersonHistory};
use vault::{CourseId, EditKind};

use crate::change::Saved;
use crate::door::OpenVault;
use crate::error::CommandError;
use crate::now::Now;

/// Corrects a version, `redrawn` as the drawing stands; where its session is signed, a new one is made.
#[tauri::command]
#[specta::specta]
pub async fn revise_snapshot(
    vault: OpenVault,
    course_id: CourseId,
    version: String,
    kind: SnapshotKind,
    slot: Option<SlotId>,
    notes: Option<String>,
    redrawn: bool,
) -> Result<Saved, CommandError> {
    let revise = |course: Course, now: &Now| {
        let on = match (&slot, redrawn) {
            (None, false) => course.snapshot(&version)?.date,
            (Some(_), _) | (None, true) => now.today(),
        };
        let draft = SnapshotDraft {
            id: Now::id(),
            kind,
            slot,
            on,
            notes,
        };
        course.revise_snapshot(&version, draft, redrawn)
    };
    vault
        .change(course_id, EditKind::ReviseSnapshot, revise)
        .await
}

/// Goes on from an earlier version.
#[tauri::command]
#[specta::specta]
pub async fn take_up_snapshot(
    vault: OpenVault,
    course_id: CourseId,
    version: String,
) -> Result<Saved, CommandError> {
    let take_up = |course: Course, _: &Now| course.take_up_snapshot(&version);
    vault
        .change(course_id, EditKind::TakeUpSnapshot, take_up)
        .await
}

/// What changed between two versions; none is the drawing as it stands.
#[tauri::command]
#[specta::specta]
pub async fn map_changes(
    vault: OpenVault,
    course_id: CourseId,
    then: Option<String>,
    now: Option<String>,
) -> Result<Vec<MapChange>, CommandError> {
    let course = vault.load_course(course_id).await?;
    let today = vault.now().today();
    Ok(course.map_changes(then.as_deref(), now.as_deref(), today)?)
}

/// The map at every session, to be played.
#[tauri::command]
#[specta::specta]
pub async fn map_replay(
    vault: OpenVault,
    course_id: CourseId,
) -> Result<Vec<MapMoment>, CommandError> {
    let course = vault.load_course(course_id).await?;
    Ok(course.map_replay(vault.now().today()))
}

/// Where a person stood, version by version, and where the record speaks of them.
#[tauri::command]
#[specta::specta]
pub async fn person_history(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<PersonHistory, CommandError> {
    Ok(vault
        .load_course(course_id)
        .await?
        .person_history(&person)?)
}
