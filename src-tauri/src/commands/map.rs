//! The map: who is in the client's life, and where they stand.

use course::Course;
use course::ids::{PersonId, SlotId};
use course::map::SnapshotKind;
use course::map::{SnapshotDraft, Turning};
use course::measures::Amount;
use course::people::{Person, Quality};
use vault::{CourseId, EditKind};

use crate::change::{Saved, SavedId};
use crate::door::OpenVault;
use crate::error::CommandError;
use crate::now::Now;

fn label(person: &PersonId) -> impl FnOnce(&Course) -> Option<String> {
    move |course| {
        let mut people = course.people.iter().flatten();
        people
            .find(|other| other.id == *person)
            .map(|person| person.label.clone())
    }
}

/// Adds a person by what is typed: "Leila, daughter".
#[tauri::command]
#[specta::specta]
pub async fn add_person(
    vault: OpenVault,
    course_id: CourseId,
    text: String,
) -> Result<SavedId, CommandError> {
    let id = PersonId::new(Now::id());
    let add = |course: Course, _: &Now| course.add_person(&text, id.clone());
    let saved = vault.change(course_id, EditKind::AddPerson, add).await?;
    Ok(saved.with_id(id.as_str()))
}

/// Changes a person's entry in the inventory.
#[tauri::command]
#[specta::specta]
pub async fn edit_person(
    vault: OpenVault,
    course_id: CourseId,
    person: Person,
) -> Result<Saved, CommandError> {
    let id = person.id.clone();
    vault
        .change_about(course_id, EditKind::EditPerson, label(&id), |course, _| {
            course.edit_person(person)
        })
        .await
}

/// Takes a person out, unless the record speaks of them elsewhere.
#[tauri::command]
#[specta::specta]
pub async fn remove_person(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let remove = |course: Course, _: &Now| course.remove_person(&person);
    vault
        .change_about(course_id, EditKind::RemovePerson, label(&person), remove)
        .await
}

/// Moves a person on the drawing; the angle in degrees from the top, clockwise.
#[tauri::command]
#[specta::specta]
pub async fn place_person(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
    ring: i32,
    angle: Amount,
) -> Result<Saved, CommandError> {
    let place = |course: Course, _: &Now| course.place_person(&person, ring, angle.as_f64());
    vault
        .change_about(course_id, EditKind::PlacePerson, label(&person), place)
        .await
}

/// Puts a person back in the tray.
#[tauri::command]
#[specta::specta]
pub async fn unplace_person(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let unplace = |course: Course, _: &Now| course.unplace_person(&person);
    vault
        .change_about(course_id, EditKind::UnplacePerson, label(&person), unplace)
        .await
}

/// Draws the line to a person otherwise.
#[tauri::command]
#[specta::specta]
pub async fn set_map_quality(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
    quality: Option<Quality>,
) -> Result<Saved, CommandError> {
    let draw = |course: Course, _: &Now| course.set_map_quality(&person, quality);
    vault
        .change_about(course_id, EditKind::SetMapQuality, label(&person), draw)
        .await
}

/// Keeps a version of the map, pinned to a session or to today.
#[tauri::command]
#[specta::specta]
pub async fn take_snapshot(
    vault: OpenVault,
    course_id: CourseId,
    kind: SnapshotKind,
    slot: Option<SlotId>,
    notes: Option<String>,
) -> Result<Saved, CommandError> {
    let take = |course: Course, now: &Now| {
        course.take_snapshot(SnapshotDraft {
            id: Now::id(),
            kind,
            slot,
            on: now.today(),
            notes,
        })
    };
    vault.change(course_id, EditKind::TakeSnapshot, take).await
}

/// Takes a person out and keeps the entry, because the record speaks of them.
#[tauri::command]
#[specta::specta]
pub async fn set_person_aside(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let aside = |course: Course, _: &Now| course.set_person_aside(&person);
    vault
        .change_about(course_id, EditKind::RemovePerson, label(&person), aside)
        .await
}

/// Brings a removed person back into the tray.
#[tauri::command]
#[specta::specta]
pub async fn bring_person_back(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let back = |course: Course, _: &Now| course.bring_person_back(&person);
    vault
        .change_about(course_id, EditKind::BringPersonBack, label(&person), back)
        .await
}

/// Turns people within their rings, all at once.
#[tauri::command]
#[specta::specta]
pub async fn turn_people(
    vault: OpenVault,
    course_id: CourseId,
    turns: Vec<Turning>,
) -> Result<Saved, CommandError> {
    let turn = |course: Course, _: &Now| course.turn_people(&turns);
    vault.change(course_id, EditKind::TidyMap, turn).await
}

/// Names the rings from the centre outwards, the outside last.
#[tauri::command]
#[specta::specta]
pub async fn name_rings(
    vault: OpenVault,
    course_id: CourseId,
    names: Vec<String>,
) -> Result<Saved, CommandError> {
    let name = |course: Course, _: &Now| course.name_rings(&names);
    vault.change(course_id, EditKind::NameRings, name).await
}
