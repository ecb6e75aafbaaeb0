//! The folder of the vault, and moving the vault.

use std::path::PathBuf;

use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{Location, RelocateError, Vault, locate, may_relocate, relocate};

use crate::backups::Backups;
use crate::environment::dialogs::{Ask, Files};
use crate::environment::home::Home;
use crate::environment::settings::SettingsFile;
use crate::error::{CommandError, NotMoved};
use crate::lock::UnlockSecret;
use crate::lock::confirm_secret::confirm;
use crate::lock::{EndState, LockReason, OpenVault, VaultLock};

/// The kind of folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LocationKind {
    /// A folder of this computer.
    Ordinary,
    /// A folder that a program copies to other computers.
    Cloud,
    /// A drive of another computer.
    Network,
    /// A drive that can be unplugged.
    Removable,
}

/// The folder of the vault.
#[derive(Debug, PartialEq, Eq, Serialize, Type)]
pub struct VaultLocation {
    pub folder: String,
    pub kind: LocationKind,
    pub provider: Option<String>,
}

impl VaultLocation {
    /// The location of this folder. Drives may be slow, so it is determined on a blocking thread.
    async fn of(folder: PathBuf) -> Result<Self, CommandError> {
        on_blocking_thread(move || {
            let (kind, provider) = match locate(&folder) {
                Location::Ordinary => (LocationKind::Ordinary, None),
                Location::Cloud { provider } => (LocationKind::Cloud, Some(provider)),
                Location::Network => (LocationKind::Network, None),
                Location::Removable => (LocationKind::Removable, None),
            };
            Self {
                folder: folder.to_string_lossy().into_owned(),
                kind,
                provider,
            }
        })
        .await
    }
}

/// The folder of the vault, if moving the vault should be offered: a cloud or network folder that the user did not
/// choose to keep.
pub(super) async fn to_be_left(
    vault: &Vault,
    settings: &SettingsFile,
) -> Result<Option<VaultLocation>, CommandError> {
    let folder = vault.path().folder();
    if settings.left_in().as_deref() == Some(folder) {
        return Ok(None);
    }
    let place = VaultLocation::of(folder.to_owned()).await?;
    Ok(matches!(place.kind, LocationKind::Cloud | LocationKind::Network).then_some(place))
}

/// The folder of the vault.
#[tauri::command]
#[specta::specta]
pub async fn vault_location(vault: OpenVault) -> Result<VaultLocation, CommandError> {
    VaultLocation::of(vault.path().folder().to_owned()).await
}

/// Keeps the vault where it is: moving it from this folder is not offered again.
#[tauri::command]
#[specta::specta]
pub async fn leave_vault_here(
    vault: OpenVault,
    settings: State<'_, SettingsFile>,
) -> Result<(), CommandError> {
    let kept = settings.save_left_in(vault.path().folder().to_owned());
    kept.map_err(CommandError::from_disk)
}

/// Asks for the secret and a folder, and moves the vault there; false if the dialog was closed. The vault is locked
/// afterwards.
#[tauri::command]
#[specta::specta]
pub async fn move_vault(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    home: State<'_, Home>,
    files: State<'_, Files>,
    backups: State<'_, Backups>,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    confirm(&vault, &vault_lock, secret).await?;
    // A lock must not wait for an open dialog.
    drop(vault);
    let Some(folder) = files.ask(Ask::Folder).await else {
        return Ok(false);
    };
    let home = home.folder().to_owned();
    // Checked before the vault is locked; moving checks again.
    let (here, there) = (home.clone(), folder.clone());
    on_blocking_thread(move || may_relocate(&here, &there)).await??;
    let vault = vault_lock.vault()?;
    let before = vault.unless_locked(backups.make_if_needed(&vault));
    before.await?.ok();
    drop(vault);
    let moved = vault_lock.with_vault_taken_out(LockReason::NotMoved, async |vault| {
        // SQLite's answer does not matter: the keys are wiped in any case.
        vault.lock().await.ok();
        on_blocking_thread(move || relocate(&home, &folder)).await??;
        Ok((EndState::Locked(LockReason::Moved, None), true))
    });
    moved.await
}

async fn on_blocking_thread<T: Send + 'static>(
    ask: impl FnOnce() -> T + Send + 'static,
) -> Result<T, CommandError> {
    let answered = tokio::task::spawn_blocking(ask).await;
    answered.map_err(|fault| CommandError::unexpected(&fault))
}

impl From<RelocateError> for CommandError {
    fn from(error: RelocateError) -> Self {
        let why = match error {
            RelocateError::InCloud { provider } => return Self::PlaceInCloud { provider },
            RelocateError::OnNetwork => return Self::PlaceOnNetwork,
            RelocateError::Missing => NotMoved::PlaceGone,
            RelocateError::Taken => NotMoved::Taken,
            RelocateError::SamePlace => NotMoved::SamePlace,
            RelocateError::ReadOnly => NotMoved::ReadOnly,
            RelocateError::DiskFull => NotMoved::DiskFull,
            RelocateError::InUse => NotMoved::InUse,
            RelocateError::NoVault
            | RelocateError::Differs
            | RelocateError::NotText
            | RelocateError::Io(_) => NotMoved::Refused,
        };
        Self::NotMoved { why }
    }
}
