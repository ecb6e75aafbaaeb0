//! Removes the backups that are no longer needed.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::task::spawn_blocking;

use crate::backup::container::Envelope;
use crate::backup::copy::copy_file;
use crate::backup::listing::{BackupFile, list_backups};
use crate::backup::manifest::Manifest;
use crate::backup::progress::ProgressReport;
use crate::backup::rotation::{Aged, Hold, to_remove};
use crate::backup::scratch::Scratch;
use crate::backup::slow_place::{NoAnswer, SlowPlace};
use crate::crypto::keys::Keys;
use crate::error::backup::{BackupError, INTERRUPTED};
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
        let read = spawn_blocking(move || open_manifest(&read_envelope(&path)?, &keys, &vault_id));
        read.await.map_err(|_| INTERRUPTED)?
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

    /// Removes from a folder the backups of this vault that are no longer needed. Backups that cannot be opened, or
    /// that were renamed, stay.
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
        let report = ProgressReport::none();
        let _stop = report.stop_when_dropped();
        let rotated = spawn_blocking(move || {
            let mut found = Found::default();
            for (file, envelope) in read_envelopes(&folder) {
                let Some(manifest) = manifest_in(envelope, &keys, &vault_id) else {
                    found.unreadable(file);
                    continue;
                };
                let sound =
                    found.counts_unchecked() || is_sound(&file.path, &keys, &manifest, &report);
                if report.is_stopped() {
                    return Err(INTERRUPTED);
                }
                found.readable(file, &manifest, sound);
            }
            match found.removable(now) {
                Ok(paths) => remove(&folder, paths),
                Err(held) => Ok(Rotated::held(held)),
            }
        });
        rotated.await.map_err(|_| INTERRUPTED)?
    }

    /// As [`Self::rotate_backups`], in a folder that may never answer: a thread without keys reads the files there, and
    /// they are decrypted here.
    ///
    /// # Errors
    /// As [`Self::rotate_backups`]; [`BackupError::Missing`] if the folder does not answer in time.
    pub async fn rotate_slow_backups(
        &self,
        place: &SlowPlace,
        within: Duration,
        folder: &Path,
        now: NaiveDateTime,
    ) -> Result<Rotated, BackupError> {
        let keys = self.shared_keys().await?;
        let vault_id = self.inside().await?.open()?.header.vault_id();
        let gone = |NoAnswer| BackupError::Missing;
        let at = folder.to_owned();
        let seen = place.call(within, move || read_envelopes(&at)).await;
        let mut found = Found::default();
        for (file, envelope) in seen.map_err(gone)? {
            let Some(manifest) = manifest_in(envelope, &keys, &vault_id) else {
                found.unreadable(file);
                continue;
            };
            let mut sound = found.counts_unchecked();
            if !sound {
                let here = Arc::new(Scratch::within(self.path.folder())?);
                let (from, to) = (file.path.clone(), Arc::clone(&here));
                let brought = place.call(within, move || copy_file(&from, &to.path("backup")));
                if brought.await.map_err(gone)?.is_ok() {
                    let (keys, manifest) = (Arc::clone(&keys), manifest.clone());
                    let report = ProgressReport::none();
                    let _stop = report.stop_when_dropped();
                    let opened = spawn_blocking(move || {
                        is_sound(&here.path("backup"), &keys, &manifest, &report)
                    });
                    sound = opened.await.map_err(|_| INTERRUPTED)?;
                }
            }
            found.readable(file, &manifest, sound);
        }
        match found.removable(now) {
            Ok(paths) => {
                let at = folder.to_owned();
                let removed = place.call(within, move || remove(&at, paths)).await;
                removed.map_err(gone)?
            }
            Err(held) => Ok(Rotated::held(held)),
        }
    }
}

impl Rotated {
    fn held(held: Hold) -> Self {
        Self {
            removed: Vec::new(),
            held: Some(held),
        }
    }
}

/// The backups found in a folder, newest first.
#[derive(Default)]
struct Found {
    aged: Vec<Aged>,
    paths: Vec<PathBuf>,
    sound: usize,
}

impl Found {
    /// Whether enough newer backups open wholly, so that this one counts without a check.
    fn counts_unchecked(&self) -> bool {
        self.sound >= NEWEST
    }

    fn readable(&mut self, file: BackupFile, manifest: &Manifest, verified: bool) {
        self.sound += usize::from(verified);
        self.add(file, verified, manifest.records());
    }

    /// Its time still counts for the check of the clock.
    fn unreadable(&mut self, file: BackupFile) {
        self.add(file, false, 0);
    }

    fn add(&mut self, file: BackupFile, verified: bool, records: u64) {
        if let Some(made) = file.made {
            self.aged.push(Aged {
                made,
                verified,
                records,
            });
            self.paths.push(file.path);
        }
    }

    fn removable(&self, now: NaiveDateTime) -> Result<Vec<PathBuf>, Hold> {
        let indices = to_remove(&self.aged, now)?;
        let paths = indices.iter().filter_map(|index| self.paths.get(*index));
        Ok(paths.cloned().collect())
    }
}

/// The backups with a time in their name, and the envelope of each.
fn read_envelopes(folder: &Path) -> Vec<(BackupFile, Result<Envelope, BackupError>)> {
    let files = list_backups(folder).into_iter();
    files
        .filter(|file| file.made.is_some())
        .map(|file| {
            let envelope = read_envelope(&file.path);
            (file, envelope)
        })
        .collect()
}

fn read_envelope(path: &Path) -> Result<Envelope, BackupError> {
    Envelope::read(&mut File::open(path)?)
}

/// The manifest of a backup of this vault; none if it belongs to another vault, or does not open.
fn manifest_in(
    envelope: Result<Envelope, BackupError>,
    keys: &Keys,
    vault_id: &[u8; 16],
) -> Option<Manifest> {
    open_manifest(&envelope.ok()?, keys, vault_id).ok()
}

fn open_manifest(
    envelope: &Envelope,
    keys: &Keys,
    vault_id: &[u8; 16],
) -> Result<Manifest, BackupError> {
    if envelope.header().vault_id() != *vault_id {
        return Err(BackupError::OtherVault);
    }
    envelope.manifest(&keys.backup)
}

fn remove(folder: &Path, paths: Vec<PathBuf>) -> Result<Rotated, BackupError> {
    for path in &paths {
        fs::remove_file(path)?;
    }
    platform::sync_folder(folder)?;
    Ok(Rotated {
        removed: paths,
        held: None,
    })
}

/// Whether every byte of it still opens.
fn is_sound(path: &Path, keys: &Keys, manifest: &Manifest, report: &ProgressReport) -> bool {
    let opened = File::open(path)
        .map_err(BackupError::from)
        .and_then(|mut file| {
            let envelope = Envelope::read(&mut file)?;
            envelope.extract(
                &mut file,
                &keys.backup,
                manifest,
                &mut io::sink(),
                &|done, of| report.checking(done, of),
            )
        });
    opened.is_ok()
}
