//! Exports: files outside the vault that are not encrypted.

pub mod picture;

use std::io;
use std::path::PathBuf;

use course::file;
use report::RecoverySheet;
use tauri::State;
use vault::{ClientId, CourseId, Edit, EditKind, RecoveryCode};
use zeroize::Zeroizing;

use crate::environment::dialogs::{Ask, Files};
use crate::environment::fonts;
use crate::environment::staged_file::{StagedFile, write_whole};
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::confirm_secret::confirm;
use crate::lock::{OpenVault, VaultLock};
use picture::Picture;

/// Asks for the secret and a place, and writes a picture of the map there; false if the dialog was closed. The secret
/// is needed because the file is not encrypted.
#[tauri::command]
#[specta::specta]
pub async fn export_map(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    files: State<'_, Files>,
    course_id: CourseId,
    picture: Picture,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    confirm(&vault, &vault_lock, secret).await?;
    let client_id = vault.client_of(course_id).await?;
    let course = vault.load_course(course_id).await?;
    let today = vault.clock().today();
    // A lock must not wait for an open dialog.
    drop(vault);
    let ending = picture.ending();
    let name = file::picture_name(&course.client.code, "map", today, ending);
    let bytes = tokio::task::spawn_blocking(|| picture.into_bytes()).await;
    let bytes = bytes.map_err(|fault| CommandError::unexpected(&fault))??;
    let Some(path) = files.ask(Ask::Save { name }).await else {
        return Ok(false);
    };
    let vault = vault_lock.vault()?;
    let edit = Edit::about(EditKind::ExportMap, course.client.called());
    write_export(&vault, path, move || bytes, edit, client_id).await?;
    Ok(true)
}

/// Asks for a place and writes the recovery sheet there as a PDF; false if the dialog was closed. The code comes from
/// the window, which shows it once: the vault does not store it.
#[tauri::command]
#[specta::specta]
pub async fn save_recovery_sheet(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    files: State<'_, Files>,
    sheet: RecoverySheet,
) -> Result<bool, CommandError> {
    let code = Zeroizing::new(sheet.groups.concat());
    RecoveryCode::parse(&code).map_err(|_| CommandError::NotARecoveryCode)?;
    let name = format!("kith-recovery-sheet-{}.pdf", vault.clock().today());
    // A lock must not wait for an open dialog.
    drop(vault);
    let Some(path) = files.ask(Ask::Save { name }).await else {
        return Ok(false);
    };
    vault_lock.vault()?;
    let written = tokio::task::spawn_blocking(move || {
        let typefaces = fonts::for_text(&sheet.about.concat());
        let pdf = sheet.print(&typefaces)?;
        write_whole(&path, pdf.as_slice()).map_err(CommandError::from_disk)
    });
    written
        .await
        .map_err(|fault| CommandError::unexpected(&fault))??;
    Ok(true)
}

/// Asks for the secret and a place, and writes the course file there; false if the dialog was closed. The file is not
/// encrypted, so that other programs can read it.
#[tauri::command]
#[specta::specta]
pub async fn export_course(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    files: State<'_, Files>,
    course_id: CourseId,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    confirm(&vault, &vault_lock, secret).await?;
    let client_id = vault.client_of(course_id).await?;
    let courses = vault.courses_of(client_id).await?.whole;
    let ordinal = courses
        .iter()
        .find(|course| course.id == course_id)
        .map_or(1, |course| course.ordinal);
    let course = vault.load_course(course_id).await?;
    drop(vault);
    let name = file::name(&course.client.code, ordinal);
    let Some(path) = files.ask(Ask::Save { name }).await else {
        return Ok(false);
    };
    let vault = vault_lock.vault()?;
    let edit = Edit::about(EditKind::ExportCourse, course.client.called());
    write_export(&vault, path, move || file::write(&course), edit, client_id).await?;
    Ok(true)
}

/// Writes an exported file under a temporary name, then its line in the audit trail, then renames the file. A lock in
/// the middle thus leaves no exported file without a line; only a vault that cannot be written leaves one. When the file
/// cannot be renamed, a second line says that there is none. A lock does not wait for a disk that does not answer: the
/// thread that waits for it removes the temporary file.
async fn write_export<T: AsRef<[u8]>>(
    vault: &OpenVault,
    path: PathBuf,
    content: impl FnOnce() -> T + Send + 'static,
    edit: Edit,
    client: ClientId,
) -> Result<(), CommandError> {
    let staged = on_disk(vault, move || StagedFile::write(&path, content())).await?;
    let now = || vault.clock().timestamp();
    let failed = Edit {
        kind: EditKind::ExportFailed,
        ..edit.clone()
    };
    vault.note_export(edit, [client], now()).await;
    let published = on_disk(vault, move || staged.publish()).await;
    if published.is_err() {
        vault.note_export(failed, [client], now()).await;
    }
    published
}

/// Runs a call that may block on a thread of its own, and stops waiting for it when a lock begins.
async fn on_disk<T: Send + 'static>(
    vault: &OpenVault,
    call: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, CommandError> {
    let done = vault.unless_locked(tokio::task::spawn_blocking(call));
    let done = done
        .await?
        .map_err(|fault| CommandError::unexpected(&fault))?;
    done.map_err(CommandError::from_disk)
}
