//! Where the vault lies, and moving it.

use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{Location, RelocateError, locate, relocate};

use crate::backups::Backups;
use crate::commands::door::{UnlockSecret, confirm};
use crate::door::{Door, LockReason, OpenVault};
use crate::error::CommandError;
use crate::files::{Ask, Files};
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
pub async fn vault_location(vault: OpenVault) -> Result<VaultLocation, CommandError> {
    let folder = vault.path().folder().to_owned();
    let (folder, location) = on_its_own_thread(move || {
        let location = locate(&folder);
        (folder, location)
    })
    .await?;
    let (kind, provider) = match location {
        Location::Ordinary => (LocationKind::Ordinary, None),
        Location::Cloud { provider } => (LocationKind::Cloud, Some(provider)),
        Location::Network => (LocationKind::Network, None),
        Location::Removable => (LocationKind::Removable, None),
    };
    Ok(VaultLocation {
        folder: folder.to_string_lossy().into_owned(),
        kind,
        provider,
    })
}

/// Asks for the secret and a folder, and moves the vault there; false if the dialog was closed. Ends in front of a
/// locked door.
#[tauri::command]
#[specta::specta]
pub async fn move_vault(
    vault: OpenVault,
    door: State<'_, Door>,
    home: State<'_, Home>,
    files: State<'_, Files>,
    backups: State<'_, Backups>,
    secret: UnlockSecret,
) -> Result<bool, CommandError> {
    confirm(&vault, &door, secret).await?;
    // An open dialog must not hold the door open.
    drop(vault);
    let Some(folder) = files.ask(Ask::Folder).await else {
        return Ok(false);
    };
    // Said while the door is still open; moving asks again.
    let place = folder.clone();
    match on_its_own_thread(move || locate(&place)).await? {
        Location::Cloud { provider } => return Err(CommandError::PlaceInCloud { provider }),
        Location::Network => return Err(CommandError::PlaceOnNetwork),
        Location::Ordinary | Location::Removable => {}
    }
    let vault = door.enter()?;
    let before = vault.unless_locked(backups.make_if_needed(&vault));
    before.await?.ok();
    drop(vault);
    let vault = door.take().await?;
    let home = home.folder().to_owned();
    // The keys are wiped whatever SQLite answers.
    vault.lock().await.ok();
    let moved = on_its_own_thread(move || relocate(&home, &folder)).await;
    door.was_locked(LockReason::Moved);
    moved??;
    Ok(true)
}

/// Drives may be slow: they are not asked on the threads that answer the window.
async fn on_its_own_thread<T: Send + 'static>(
    ask: impl FnOnce() -> T + Send + 'static,
) -> Result<T, CommandError> {
    let answered = tokio::task::spawn_blocking(ask).await;
    answered.map_err(|fault| CommandError::unexpected(&fault))
}

impl From<RelocateError> for CommandError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
    fn from(error: RelocateError) -> Self {
        match error {
            RelocateError::InCloud { provider } => Self::PlaceInCloud { provider },
            RelocateError::OnNetwork => Self::PlaceOnNetwork,
            RelocateError::Missing => Self::PlaceGone,
            RelocateError::Taken => Self::VaultExists,
            RelocateError::SamePlace => Self::SameAsSource,
            RelocateError::ReadOnly => Self::ReadOnly,
            RelocateError::DiskFull => Self::DiskFull,
            RelocateError::InUse => Self::InUse,
            RelocateError::NoVault => Self::NoVault,
            RelocateError::Io(_) => Self::NotSaved,
            other => Self::unexpected(&other),
        }
    }
}
