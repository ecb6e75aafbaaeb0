//! Pictures that leave the vault as files.

use course::file;
use tauri::State;
use vault::{CourseId, Edit, EditKind};

use crate::commands::confirm::confirm;
use crate::commands::door::UnlockSecret;
use crate::door::{Door, OpenVault};
use crate::error::CommandError;
use crate::files::{Ask, Files, write_whole};
use crate::picture::Picture;

/// Asks for a place and writes a picture of the map there; false if the dialog was closed. The file is not
/// encrypted, so the passphrase is asked for: it is for paper, or for somebody else's eyes.
#[tauri::command]
#[specta::specta]
pub async fn export_map(
    vault: OpenVault,
    door: State<'_, Door>,
    files: State<'_, Files>,
    course_id: CourseId,
    picture: Picture,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    confirm(&vault, &door, secret).await?;
    let client_id = vault.client_of(course_id).await?;
    let course = vault.load_course(course_id).await?;
    let today = vault.now().today();
    // An open dialog must not hold the door open.
    drop(vault);
    let ending = picture.ending();
    let name = file::picture_name(&course.client.code, "map", today, ending);
    let bytes = tokio::task::spawn_blocking(|| picture.into_bytes()).await;
    let bytes = bytes.map_err(|fault| CommandError::unexpected(&fault))??;
    let Some(path) = files.ask(Ask::Save { name }).await else {
        return Ok(false);
    };
    let vault = door.enter()?;
    let written = tokio::task::spawn_blocking(move || write_whole(&path, bytes)).await;
    written
        .map_err(|fault| CommandError::unexpected(&fault))?
        .map_err(CommandError::from_disk)?;
    let edit = Edit::about(EditKind::ExportMap, course.client.called());
    vault
        .note_export(edit, [client_id], vault.now().timestamp())
        .await;
    Ok(true)
}
