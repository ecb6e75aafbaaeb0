//! Export: every file that leaves the vault unencrypted because it was asked for.

pub mod picture;

use course::file;
use report::RecoverySheet;
use tauri::State;
use vault::{CourseId, Edit, EditKind, RecoveryCode};
use zeroize::Zeroizing;

use crate::environment::dialogs::{Ask, Files, write_whole};
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::confirm_secret::confirm;
use crate::lock::{OpenVault, VaultLock};
use picture::Picture;

use crate::environment::fonts;

/// Asks for a place and writes a picture of the map there; false if the dialog was closed. The file is not
/// encrypted, so the passphrase is asked for: it is for paper, or for somebody else's eyes.
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
    // An open dialog must not hold the door open.
    drop(vault);
    let ending = picture.ending();
    let name = file::picture_name(&course.client.code, "map", today, ending);
    let bytes = tokio::task::spawn_blocking(|| picture.into_bytes()).await;
    let bytes = bytes.map_err(|fault| CommandError::unexpected(&fault))??;
    let Some(path) = files.ask(Ask::Save { name }).await else {
        return Ok(false);
    };
    let vault = vault_lock.vault()?;
    // A place that does not answer must not hold the door open.
    let written = tokio::task::spawn_blocking(move || write_whole(&path, bytes));
    let written = vault.unless_locked(written).await?;
    written
        .map_err(|fault| CommandError::unexpected(&fault))?
        .map_err(CommandError::from_disk)?;
    let edit = Edit::about(EditKind::ExportMap, course.client.called());
    vault
        .note_export(edit, [client_id], vault.clock().timestamp())
        .await;
    Ok(true)
}

/// Asks for a place and writes the recovery sheet there as a PDF; false if the dialog was closed. The code comes from
/// the window, which shows it this once: the vault does not know it, only whether one opens it.
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
    // An open dialog must not hold the door open.
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
/// encrypted: it is for somebody else's program.
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
    // A place that does not answer must not hold the door open.
    let written = tokio::task::spawn_blocking(move || write_whole(&path, file::write(&course)));
    let written = vault.unless_locked(written).await?;
    written
        .map_err(|fault| CommandError::unexpected(&fault))?
        .map_err(CommandError::from_disk)?;
    vault
        .note_export(edit, [client_id], vault.clock().timestamp())
        .await;
    Ok(true)
}
