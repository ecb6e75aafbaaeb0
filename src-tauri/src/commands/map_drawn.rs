//! What is drawn on the map by hand: ties among others, and notes.

use course::Course;
use course::ids::PersonId;
use course::map::MapTie;
use course::measures::Amount;
use vault::{CourseId, EditKind};

use crate::change::{Saved, SavedId};
use crate::door::OpenVault;
use crate::error::CommandError;
use crate::now::Now;

/// Draws a tie between two people, or the one that is there otherwise.
#[tauri::command]
#[specta::specta]
pub async fn draw_tie(
    vault: OpenVault,
    course_id: CourseId,
    tie: MapTie,
) -> Result<Saved, CommandError> {
    let draw = |course: Course, _: &Now| course.draw_tie(tie);
    vault.change(course_id, EditKind::DrawTie, draw).await
}

/// Takes the tie between two people off the drawing.
#[tauri::command]
#[specta::specta]
pub async fn drop_tie(
    vault: OpenVault,
    course_id: CourseId,
    one: PersonId,
    other: PersonId,
) -> Result<Saved, CommandError> {
    let drop = |course: Course, _: &Now| course.drop_tie(&one, &other);
    vault.change(course_id, EditKind::DropTie, drop).await
}

/// Puts a note on the drawing; the angle in degrees from the top, clockwise, the distance in radii of the last
/// ring.
#[tauri::command]
#[specta::specta]
pub async fn add_map_note(
    vault: OpenVault,
    course_id: CourseId,
    text: String,
    angle: Amount,
    distance: Amount,
) -> Result<SavedId, CommandError> {
    let id = Now::id();
    let write = |course: Course, _: &Now| {
        course.add_map_note(id.clone(), &text, angle.as_f64(), distance.as_f64())
    };
    let saved = vault
        .change(course_id, EditKind::WriteMapNote, write)
        .await?;
    Ok(saved.with_id(id))
}

/// Words a note otherwise.
#[tauri::command]
#[specta::specta]
pub async fn rewrite_map_note(
    vault: OpenVault,
    course_id: CourseId,
    note: String,
    text: String,
) -> Result<Saved, CommandError> {
    let write = |course: Course, _: &Now| course.rewrite_map_note(&note, &text);
    vault.change(course_id, EditKind::WriteMapNote, write).await
}

/// Puts a note elsewhere on the drawing.
#[tauri::command]
#[specta::specta]
pub async fn move_map_note(
    vault: OpenVault,
    course_id: CourseId,
    note: String,
    angle: Amount,
    distance: Amount,
) -> Result<Saved, CommandError> {
    let place =
        |course: Course, _: &Now| course.move_map_note(&note, angle.as_f64(), distance.as_f64());
    vault.change(course_id, EditKind::MoveMapNote, place).await
}

/// Takes a note off the drawing.
#[tauri::command]
#[specta::specta]
pub async fn drop_map_note(
    vault: OpenVault,
    course_id: CourseId,
    note: String,
) -> Result<Saved, CommandError> {
    let drop = |course: Course, _: &Now| course.drop_map_note(&note);
    vault.change(course_id, EditKind::DropMapNote, drop).await
}
