//! Import of course files and of the sample case.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use course::file;
use course::storage::RecordKind;
use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{ClientId, CourseId, Edit, EditKind, Saved, Timestamp};

use crate::backups::Backups;
use crate::environment::clock::Clock;
use crate::environment::dialogs::{Ask, Files};
use crate::error::CommandError;
use crate::lock::{OpenVault, VaultLock};

/// An invented case, to try Kith with.
const SAMPLE: &[u8] = include_bytes!("../../../tests/golden/cases/case-transition.json");

/// The result of an import.
#[derive(Serialize, Type)]
pub struct Imported {
    pub code: String,
    pub client_id: ClientId,
    pub course_id: CourseId,
    pub touched: Vec<RecordKind>,
    #[specta(type = course::dates::Instant)]
    pub saved_at: Timestamp,
}

/// Asks for a course file and imports it, whole or not at all; none if the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn import_course_file(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    files: State<'_, Files>,
    backups: State<'_, Backups>,
) -> Result<Option<Imported>, CommandError> {
    // A lock must not wait for an open dialog.
    drop(vault);
    let Some(path) = files.ask(Ask::Open).await else {
        return Ok(None);
    };
    let bytes = tokio::task::spawn_blocking(move || read_up_to_limit(path)).await;
    let bytes = bytes
        .map_err(|fault| CommandError::unexpected(&fault))?
        .map_err(|_| CommandError::FileOutOfReach)?;
    let vault = vault_lock.vault()?;
    // A failed backup stands in the status; the import goes on.
    let before = vault.unless_locked(backups.make_if_needed(&vault));
    before.await?.ok();
    import(&vault, &bytes).await.map(Some)
}

/// Imports the sample case, which is invented.
#[tauri::command]
#[specta::specta]
pub async fn import_sample(vault: OpenVault) -> Result<Imported, CommandError> {
    import(&vault, SAMPLE).await
}

/// Reads at most one byte more than a course file may have, so that the reader can refuse a larger file.
fn read_up_to_limit(path: PathBuf) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(file::LARGEST as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

async fn import(vault: &OpenVault, bytes: &[u8]) -> Result<Imported, CommandError> {
    let _alone = vault.alone().await;
    let course = file::read(bytes, &mut Clock::id)?;
    let (client_id, course_id) = (Clock::client_id(), Clock::course_id());
    let edit = Edit::about(EditKind::ImportCourse, course.client.called());
    let mut change = vault.begin(edit, vault.clock().timestamp()).await?;
    change.add_client(client_id, &course.client).await?;
    change.add_course(course_id, client_id, &course).await?;
    let saved = change.commit().await?;
    Ok(Imported {
        code: course.client.code,
        client_id,
        course_id,
        touched: saved.touched,
        saved_at: saved.saved_at,
    })
}

/// Removes the sample case, with all changes made to it.
#[tauri::command]
#[specta::specta]
pub async fn remove_sample(vault: OpenVault, client_id: ClientId) -> Result<Saved, CommandError> {
    let _alone = vault.alone().await;
    let courses = vault.courses_of(client_id).await?.whole;
    if courses.is_empty() || !courses.iter().all(|course| course.glance.fictional) {
        return Err(CommandError::NotASample);
    }
    let mut change = vault
        .begin(EditKind::EraseClient, vault.clock().timestamp())
        .await?;
    change.erase_client(client_id).await?;
    Ok(change.commit().await?)
}
