//! Papers Kith prints itself.

use report::RecoverySheet;
use tauri::State;
use vault::RecoveryCode;
use zeroize::Zeroizing;

use crate::door::{Door, OpenVault};
use crate::error::CommandError;
use crate::files::{Ask, Files, write_whole};
use crate::typefaces;

/// Asks for a place and writes the recovery sheet there as a PDF; false if the dialog was closed. The code comes from
/// the window, which shows it this once: the vault does not know it, only whether one opens it.
#[tauri::command]
#[specta::specta]
pub async fn save_recovery_sheet(
    vault: OpenVault,
    door: State<'_, Door>,
    files: State<'_, Files>,
    sheet: RecoverySheet,
) -> Result<bool, CommandError> {
    let code = Zeroizing::new(sheet.groups.concat());
    RecoveryCode::parse(&code).map_err(|_| CommandError::NotARecoveryCode)?;
    let name = format!("kith-recovery-sheet-{}.pdf", vault.now().today());
    // An open dialog must not hold the door open.
    drop(vault);
    let Some(path) = files.ask(Ask::Save { name }).await else {
        return Ok(false);
    };
    door.enter()?;
    let written = tokio::task::spawn_blocking(move || {
        let typefaces = typefaces::for_text(&sheet.about.concat());
        let pdf = sheet.print(&typefaces)?;
        write_whole(&path, pdf.as_slice()).map_err(CommandError::from_disk)
    });
    written
        .await
        .map_err(|fault| CommandError::unexpected(&fault))??;
    Ok(true)
}
