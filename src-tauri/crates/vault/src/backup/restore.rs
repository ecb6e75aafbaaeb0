//! Putting a backup in the place of the vault of today, or where none is.

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
    /// Where the vault that was there before is kept: a backup file, or, as it lay, a folder; none if none was.
    pub kept: Option<PathBuf>,
}

course::redacted!(Restored);

/// Where a backup goes, and when.
#[derive(Clone)]
pub struct RestoreTarget<'a> {
    /// Where the vault lies, or will.
    pub place: &'a VaultPath,
    /// The folder in which the vault of today is kept. Made if it is not there.
    pub backups: &'a Path,
    /// Whether a backup of one vault may take the place of another.
    pub other_vault: bool,
    /// Now.
    pub at: Timestamp,
    /// Now, by the clock on the wall.
    pub local: NaiveDateTime,
}

/// Unpacks a backup into a new folder, holds it against what it says it holds, looks through its pages, and puts it in the place of the vault of today.
/// That is kept first: as a backup if it is open, `current`, which is locked then, and as it lies if not.
///
/// # Errors
/// The vault of today is where it was then, whole.
pub async fn restore(
    target: RestoreTarget<'_>,
    backup: OpenBackup,
    current: Option<&Vault>,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Restored, BackupError> {
    let restored = replace_vault(&target, &backup, current, ProgressReport::to(progress)).await;
    // What it leaves in the scratch folder is encrypted, and cleared away with the next.
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
    let taken = is_taken(target.place.folder());
    // Held from here on, so that nobody opens what is about to leave; an open one is held already.
    let opener = match current {
        None if taken => Some(SingleOpener::claim(target.place)?),
        Some(_) | None => None,
    };
    let replacement = Replacement::begin(target.place)?;
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
                Some(SingleOpener::claim(target.place)?)
            } else {
                // Taken away while it was open: nothing is left to claim, nor to close well.
                None
            }
        }
        None => opener,
    };
    let as_it_lies = (taken && backed_up.is_none()).then(|| free_folder(target));
    replacement.put_in_place(opener, as_it_lies.as_deref())?;
    // Whoever restores knows that it is older.
    let head = backup.manifest.head;
    head.keep(target.place, &backup.manifest.vault_id, &backup.keys.state);
    report.done();
    Ok(Restored {
        kept: backed_up.map(|backup| backup.path).or(as_it_lies),
    })
}

/// A backup that lies in the vault it should replace would leave with it.
fn refuse_itself(target: &RestoreTarget<'_>, backup: &OpenBackup) -> Result<(), BackupError> {
    let folder = target.place.folder();
    if is_within(&backup.path, folder) || is_within(target.backups, folder) {
        return Err(BackupError::SameAsSource);
    }
    Ok(())
}

/// A vault whose header does not read may be any: it is kept, and replaced.
fn refuse_another(target: &RestoreTarget<'_>, backup: &OpenBackup) -> Result<(), BackupError> {
    let copies = Copies::read(target.place);
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

/// Where the vault of today goes as it lies: among the backups, or beside it where they are on another disk, since a
/// folder is moved in one step only within a disk.
fn free_folder(target: &RestoreTarget<'_>) -> PathBuf {
    let folder = target.place.folder();
    let within = match folder.parent() {
        Some(beside) if !platform::share_a_disk(folder, target.backups) => beside,
        Some(_) | None => target.backups,
    };
    replaced_vaults::free(within, target.local)
}
