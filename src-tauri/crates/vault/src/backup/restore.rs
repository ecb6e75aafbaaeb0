//! Restores a backup: replaces the current vault with it, or puts it where no vault is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::backup::make::is_within;
use crate::backup::open::{OpenBackup, Unpacked};
use crate::backup::progress::{Progress, ProgressReport};
use crate::backup::replaced_vaults;
use crate::error::backup::BackupError;
use crate::header::copies::Copies;

use crate::location::path::VaultPath;
use crate::location::platform;
use crate::location::replace::Replacement;
use crate::location::single_opener::SingleOpener;
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;

/// A restored vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Restored {
    /// The path of the replaced vault: a backup file, or a folder with its files; none if there was none.
    pub kept: Option<PathBuf>,
}

course::redacted!(Restored);

/// The place and time of a restore.
#[derive(Clone)]
pub struct RestoreTarget<'a> {
    /// The path of the vault.
    pub path: &'a VaultPath,
    /// The folder in which the replaced vault is kept. Created if it does not exist.
    pub backups: &'a Path,
    /// Whether a backup of one vault may replace another vault.
    pub other_vault: bool,
    /// Now.
    pub at: Timestamp,
    /// Now, in local time.
    pub local: NaiveDateTime,
}

/// Unpacks a backup into a new folder, compares it with its manifest, checks its pages, and replaces the current vault
/// with it. The current vault is kept first: as a backup if it is open, `current`, which is locked then; otherwise its
/// files are moved.
///
/// # Errors
/// The current vault is where it was then, and unchanged.
pub async fn restore(
    target: RestoreTarget<'_>,
    backup: OpenBackup,
    current: Option<&Vault>,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Restored, BackupError> {
    let restored = replace_vault(&target, &backup, current, ProgressReport::to(progress)).await;
    // The files left in the scratch folder are encrypted, and deleted with the next one.
    backup.close().await.ok();
    restored
}

async fn replace_vault(
    target: &RestoreTarget<'_>,
    backup: &OpenBackup,
    current: Option<&Vault>,
    report: ProgressReport,
) -> Result<Restored, BackupError> {
    refuse_itself(target, backup)?;
    refuse_another(target, backup)?;
    let taken = is_taken(target.path.folder());
    // Locked from here on, so that no program opens the vault that is about to move; an open one is locked already.
    let opener = match current {
        None if taken => Some(SingleOpener::claim(target.path)?),
        Some(_) | None => None,
    };
    let replacement = Replacement::begin(target.path)?;
    let keys = Arc::clone(&backup.keys);
    let unpacked = Unpacked::from(&backup.path, keys, replacement.making(), &report).await?;
    let sound = unpacked.vault.pages_are_sound().await;
    unpacked.vault.lock().await?;
    if !sound? {
        return Err(BackupError::Damaged);
    }
    if taken {
        match platform::make_private_folder(target.backups) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(error.into());
            }
            Ok(()) | Err(_) => {}
        }
    }
    let backed_up = match current {
        Some(vault) => vault
            .make_backup(target.backups, target.at, target.local, |_| {})
            .await
            .ok(),
        None => None,
    };
    let opener = match current {
        Some(vault) => {
            let closed = vault.lock().await;
            if taken {
                closed?;
                Some(SingleOpener::claim(target.path)?)
            } else {
                // The vault was removed while it was open: there is nothing left to lock or to close.
                None
            }
        }
        None => opener,
    };
    let as_it_lies = (taken && backed_up.is_none()).then(|| free_folder(target));
    replacement.put_in_place(opener, as_it_lies.as_deref())?;
    // A person who restores knows that the vault is older now: no warning.
    let head = backup.manifest.head;
    head.keep(target.path, &backup.manifest.vault_id, &backup.keys.state);
    report.done();
    Ok(Restored {
        kept: backed_up.map(|backup| backup.path).or(as_it_lies),
    })
}

/// Refuses a backup inside the vault that it should replace: it would move away with it.
fn refuse_itself(target: &RestoreTarget<'_>, backup: &OpenBackup) -> Result<(), BackupError> {
    let folder = target.path.folder();
    if is_within(&backup.path, folder) || is_within(target.backups, folder) {
        return Err(BackupError::SameAsSource);
    }
    Ok(())
}

/// Refuses a backup of another vault. A vault whose header cannot be read may be any: it is kept, and replaced.
fn refuse_another(target: &RestoreTarget<'_>, backup: &OpenBackup) -> Result<(), BackupError> {
    let copies = Copies::read(target.path);
    let here = copies.as_ref().ok().and_then(|copies| copies.newest().ok());
    match here {
        Some(header) if header.vault_id() != backup.manifest.vault_id && !target.other_vault => {
            Err(BackupError::OtherVault)
        }
        Some(_) | None => Ok(()),
    }
}

fn is_taken(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(folder.exists(), |mut entries| entries.next().is_some())
}

/// The folder that the replaced vault moves to: among the backups, or beside it if they are on another disk, because a
/// folder moves in one step only within a disk.
fn free_folder(target: &RestoreTarget<'_>) -> PathBuf {
    let folder = target.path.folder();
    let within = match folder.parent() {
        Some(beside) if !platform::share_a_disk(folder, target.backups) => beside,
        Some(_) | None => target.backups,
    };
    replaced_vaults::free(within, target.local)
}
