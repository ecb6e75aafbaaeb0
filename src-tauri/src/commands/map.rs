//! The map: people and their places, ties and notes, versions and the changes between them.

use course::Course;
use course::ids::{PersonId, SlotId};
use course::map::changes::MapChange;
use course::map::history::{MapMoment, PersonHistory};
use course::map::{MapTie, SnapshotDraft, SnapshotKind, Turning};
use course::measures::Amount;
use course::people::{Person, Quality};
use vault::{CourseId, EditKind, Saved};

use crate::change::SavedId;
use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

fn label(person: &PersonId) -> impl FnOnce(&Course) -> Option<String> {
    move |course| {
        let mut people = course.people.iter().flatten();
        people
            .find(|other| other.id == *person)
            .map(|person| person.label.clone())
    }
}

/// Adds a person from typed text: "Leila, daughter".
#[tauri::command]
#[specta::specta]
pub async fn add_person(
    vault: OpenVault,
    course_id: CourseId,
    text: String,
) -> Result<SavedId, CommandError> {
    let id = PersonId::new(Clock::id());
    let add = |course: Course, _: &Clock| course.add_person(&text, id.clone());
    let saved = vault.change(course_id, EditKind::AddPerson, add).await?;
    Ok(SavedId::new(id.as_str(), saved))
}

/// Changes a person's details.
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

/// Deletes a person, unless other records mention them.
#[tauri::command]
#[specta::specta]
pub async fn remove_person(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let remove = |course: Course, _: &Clock| course.remove_person(&person);
    vault
        .change_about(course_id, EditKind::RemovePerson, label(&person), remove)
        .await
}

/// Moves a person on the map; the angle is in degrees from the top, clockwise.
#[tauri::command]
#[specta::specta]
pub async fn place_person(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
    ring: i32,
    angle: Amount,
) -> Result<Saved, CommandError> {
    let place = |course: Course, _: &Clock| course.place_person(&person, ring, angle.as_f64());
    vault
        .change_about(course_id, EditKind::PlacePerson, label(&person), place)
        .await
}

/// Takes a person off the map; they are listed as not placed.
#[tauri::command]
#[specta::specta]
pub async fn unplace_person(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let unplace = |course: Course, _: &Clock| course.unplace_person(&person);
    vault
        .change_about(course_id, EditKind::UnplacePerson, label(&person), unplace)
        .await
}

/// Changes the line to a person.
#[tauri::command]
#[specta::specta]
pub async fn set_map_quality(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
    quality: Option<Quality>,
) -> Result<Saved, CommandError> {
    let draw = |course: Course, _: &Clock| course.set_map_quality(&person, quality);
    vault
        .change_about(course_id, EditKind::SetMapQuality, label(&person), draw)
        .await
}

/// Saves a version of the map, for a session or for today.
#[tauri::command]
#[specta::specta]
pub async fn take_snapshot(
    vault: OpenVault,
    course_id: CourseId,
    kind: SnapshotKind,
    slot: Option<SlotId>,
    notes: Option<String>,
) -> Result<Saved, CommandError> {
    let take = |course: Course, clock: &Clock| {
        course.take_snapshot(SnapshotDraft {
            id: Clock::id(),
            kind,
            slot,
            on: clock.today(),
            notes,
        })
    };
    vault.change(course_id, EditKind::TakeSnapshot, take).await
}

/// Removes a person from the map and keeps their details, because other records mention them.
#[tauri::command]
#[specta::specta]
pub async fn set_person_aside(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let aside = |course: Course, _: &Clock| course.set_person_aside(&person);
    vault
        .change_about(course_id, EditKind::RemovePerson, label(&person), aside)
        .await
}

/// Restores a removed person; they are listed as not placed.
#[tauri::command]
#[specta::specta]
pub async fn bring_person_back(
    vault: OpenVault,
    course_id: CourseId,
    person: PersonId,
) -> Result<Saved, CommandError> {
    let back = |course: Course, _: &Clock| course.bring_person_back(&person);
    vault
        .change_about(course_id, EditKind::BringPersonBack, label(&person), back)
        .await
}

/// Turns people within their rings, all in one change.
#[tauri::command]
#[specta::specta]
pub async fn turn_people(
    vault: OpenVault,
    course_id: CourseId,
    turns: Vec<Turning>,
) -> Result<Saved, CommandError> {
    let turn = |course: Course, _: &Clock| course.turn_people(&turns);
    vault.change(course_id, EditKind::TidyMap, turn).await
}

/// Names the rings from the centre outwards; the last one is outside.
#[tauri::command]
#[specta::specta]
pub async fn name_rings(
    vault: OpenVault,
    course_id: CourseId,
    names: Vec<String>,
) -> Result<Saved, CommandError> {
    let name = |course: Course, _: &Clock| course.name_rings(&names);
    vault.change(course_id, EditKind::NameRings, name).await
}

/// Adds a tie between two people, or changes the one that exists.
#[tauri::command]
#[specta::specta]
pub async fn draw_tie(
    vault: OpenVault,
    course_id: CourseId,
    tie: MapTie,
) -> Result<Saved, CommandError> {
    let draw = |course: Course, _: &Clock| course.draw_tie(tie);
    vault.change(course_id, EditKind::DrawTie, draw).await
}

/// Removes the tie between two people.
#[tauri::command]
#[specta::specta]
pub async fn drop_tie(
    vault: OpenVault,
    course_id: CourseId,
    one: PersonId,
    other: PersonId,
) -> Result<Saved, CommandError> {
    let drop = |course: Course, _: &Clock| course.drop_tie(&one, &other);
    vault.change(course_id, EditKind::DropTie, drop).await
}

/// Adds a note to the map; the angle is in degrees from the top, clockwise, the distance in radii of the last ring.
#[tauri::command]
#[specta::specta]
pub async fn add_map_note(
    vault: OpenVault,
    course_id: CourseId,
    text: String,
    angle: Amount,
    distance: Amount,
) -> Result<SavedId, CommandError> {
    let id = Clock::id();
    let write = |course: Course, _: &Clock| {
        course.add_map_note(id.clone(), &text, angle.as_f64(), distance.as_f64())
    };
    let saved = vault
        .change(course_id, EditKind::WriteMapNote, write)
        .await?;
    Ok(SavedId::new(id, saved))
}

/// Changes the text of a note.
#[tauri::command]
#[specta::specta]
pub async fn rewrite_map_note(
    vault: OpenVault,
    course_id: CourseId,
    note: String,
    text: String,
) -> Result<Saved, CommandError> {
    let write = |course: Course, _: &Clock| course.rewrite_map_note(&note, &text);
    vault.change(course_id, EditKind::WriteMapNote, write).await
}

/// Moves a note on the map.
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
        |course: Course, _: &Clock| course.move_map_note(&note, angle.as_f64(), distance.as_f64());
    vault.change(course_id, EditKind::MoveMapNote, place).await
}

/// Deletes a note.
#[tauri::command]
#[specta::specta]
pub async fn drop_map_note(
    vault: OpenVault,
    course_id: CourseId,
    note: String,
) -> Result<Saved, CommandError> {
    let drop = |course: Course, _: &Clock| course.drop_map_note(&note);
    vault.change(course_id, EditKind::DropMapNote, drop).await
}

/// Corrects a version; with `redrawn`, from the map as it is now. If its session is signed, a new version is made.
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
    let revise = |course: Course, clock: &Clock| {
        let on = match (&slot, redrawn) {
            (None, false) => course.snapshot(&version)?.date,
            (Some(_), _) | (None, true) => clock.today(),
        };
        let draft = SnapshotDraft {
            id: Clock::id(),
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

/// Makes an earlier version the map to work on.
#[tauri::command]
#[specta::specta]
pub async fn take_up_snapshot(
    vault: OpenVault,
    course_id: CourseId,
    version: String,
) -> Result<Saved, CommandError> {
    let take_up = |course: Course, _: &Clock| course.take_up_snapshot(&version);
    vault
        .change(course_id, EditKind::TakeUpSnapshot, take_up)
        .await
}

/// The changes between two versions; none stands for the map as it is now.
#[tauri::command]
#[specta::specta]
pub async fn map_changes(
    vault: OpenVault,
    course_id: CourseId,
    then: Option<String>,
    now: Option<String>,
) -> Result<Vec<MapChange>, CommandError> {
    let course = vault.load_course(course_id).await?;
    let today = vault.clock().today();
    Ok(course.map_changes(then.as_deref(), now.as_deref(), today)?)
}

/// The map at every session, for playing the changes.
#[tauri::command]
#[specta::specta]
pub async fn map_replay(
    vault: OpenVault,
    course_id: CourseId,
) -> Result<Vec<MapMoment>, CommandError> {
    let course = vault.load_course(course_id).await?;
    Ok(course.map_replay(vault.clock().today()))
}

/// A person's place in each version, and the records that mention them.
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
