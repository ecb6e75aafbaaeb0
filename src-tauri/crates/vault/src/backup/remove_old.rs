//! Removes the backups that are no longer needed.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDateTime;
use tokio::task::spawn_blocking;

use crate::backup::container::Envelope;
use crate::backup::listing::{BackupFile, list_backups};
use crate::backup::manifest::Manifest;
use crate::backup::open::INTERRUPTED;
use crate::backup::rotation::{Aged, Hold, to_remove};
use crate::crypto::keys::Keys;
use crate::error::backup::BackupError;
use crate::location::platform;
use crate::storage::freshness::Mark;
use crate::storage::vault::Vault;

/// How many of the newest must open wholly before any is removed.
const NEWEST: usize = 3;

/// The result of a rotation.
#[derive(Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The removed backups.
    pub removed: Vec<PathBuf>,
    /// The reason why none was removed.
    pub held: Option<Hold>,
}

course::redacted!(Rotated);

impl Vault {
    /// The manifest of a backup of this vault, read with the current keys, without unpacking it.
    ///
    /// # Errors
    /// [`BackupError::OtherVault`]; [`BackupError::Damaged`] also for one made before the key of the vault was
    /// replaced.
    pub async fn manifest_of(&self, backup: &BackupFile) -> Result<Manifest, BackupError> {
        let keys = self.shared_keys().await?;
        let vault_id = self.inside().await?.open()?.header.vault_id();
        let path = backup.path.clone();
        let read = spawn_blocking(move || read_manifest(&path, &keys, &vault_id)).await;
        read.map_err(|_| INTERRUPTED)?
    }

    /// Whether anything was changed or typed since this backup of this vault was made.
    ///
    /// # Errors
    /// As [`Self::manifest_of`].
    pub async fn changed_since(&self, backup: &BackupFile) -> Result<bool, BackupError> {
        let manifest = self.manifest_of(backup).await?;
        let mut inside = self.inside().await?;
        let open = inside.open()?;
        let head = Mark::of(&mut open.connection).await?;
        let drafts = crate::backup::content_digest::drafts(&mut open.connection).await?;
        Ok(head != manifest.head || !manifest.counted().contains(&drafts))
    }

    /// Removes from a folder the backups of this vault that are no longer needed. Backups that it cannot open, or that
    /// somebody renamed, stay.
    ///
    /// # Errors
    /// The file system refused to remove one; those before it are removed then.
    pub async fn rotate_backups(
        &self,
        folder: &Path,
        now: NaiveDateTime,
    ) -> Result<Rotated, BackupError> {
        let keys = self.shared_keys().await?;
        let vault_id = self.inside().await?.open()?.header.vault_id();
        let folder = folder.to_owned();
        let rotated = spawn_blocking(move || rotate(&folder, now, &keys, &vault_id)).await;
        rotated.map_err(|_| INTERRUPTED)?
    }
}

fn read_manifest(
    path: &Path,
    keys: &Arc<Keys>,
    vault_id: &[u8; 16],
) -> Result<Manifest, BackupError> {
    let envelope = Envelope::read(&mut File::open(path)?)?;
    if envelope.header().vault_id() != *vault_id {
        return Err(BackupError::OtherVault);
    }
    envelope.manifest(&keys.backup)
}

fn rotate(
    folder: &Path,
    now: NaiveDateTime,
    keys: &Arc<Keys>,
    vault_id: &[u8; 16],
) -> Result<Rotated, BackupError> {
    let mut sound = 0;
    let mut found: Vec<(PathBuf, Aged)> = Vec::new();
    for file in list_backups(folder) {
        let Some(made) = file.made else { continue };
        let manifest = match read_manifest(&file.path, keys, vault_id) {
            Ok(manifest) => manifest,
            // Its time still counts for the check of the clock.
            Err(_) => {
                found.push((
                    file.path,
                    Aged {
                        made,
                        verified: false,
                        records: 0,
                    },
                ));
                continue;
            }
        };
        let verified = sound >= NEWEST || is_sound(&file.path, keys, &manifest);
        sound += usize::from(verified);
        let records = manifest.records();
        found.push((
            file.path,
            Aged {
                made,
                verified,
                records,
            },
        ));
    }
    let aged: Vec<Aged> = found.iter().map(|(_, aged)| *aged).collect();
    let indices = match to_remove(&aged, now) {
        Ok(indices) => indices,
        Err(hold) => {
            return Ok(Rotated {
                removed: Vec::new(),
                held: Some(hold),
            });
        }
    };
    let mut removed = Vec::new();
    for (path, _) in indices.iter().filter_map(|index| found.get(*index)) {
        fs::remove_file(path)?;
        removed.push(path.clone());
    }
    platform::sync_folder(folder)?;
    Ok(Rotated {
        removed,
        held: None,
    })
}

/// Whether every byte of it still opens.
fn is_sound(path: &Path, keys: &Arc<Keys>, manifest: &Manifest) -> bool {
    let opened = File::open(path)
        .map_err(BackupError::from)
        .and_then(|mut file| {
            let envelope = Envelope::read(&mut file)?;
            envelope.extract(
                &mut file,
                &keys.backup,
                manifest,
                &mut io::sink(),
                &|_, _| {},
            )
        });
    opened.is_ok()
}
