//! Where the vault lies, and moving it.

use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::commands::door::UnlockSecret;
use crate::door::{Door, OpenVault};
use crate::error::CommandError;
use crate::home::Home;

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LocationKind {
    /// A folder of this computer.
    Ordinary,
    /// A folder that a program copies to other computers.
    Cloud,
    /// A drive of another computer.
    Network,
    /// A drive that can be pulled out.
    Removable,
}

/// Where the vault lies.
#[derive(Serialize, Type)]
pub struct VaultLocation {
    pub folder: String,
    pub kind: LocationKind,
    pub provider: Option<String>,
}

/// Where the vault lies.
#[tauri::command]
#[specta::specta]
pub async fn vault_location(
    vault: OpenVault,
    _home: State<'_, Home>,
) -> Result<VaultLocation, CommandError> {
    Ok(VaultLocation {
        folder: vault.path().folder().to_string_lossy().into_owned(),
        kind: LocationKind::Ordinary,
        provider: None,
    })
}

/// Asks for a folder and moves the vault there; false if the dialog was closed. Ends in front of a locked door.
#[tauri::command]
#[specta::specta]
pub async fn move_vault(
    _vault: OpenVault,
    _door: State<'_, Door>,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    drop(secret);
    Err(CommandError::NotSaved)
}
