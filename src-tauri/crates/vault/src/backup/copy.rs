//! Copies a backup to a second folder. The copy needs no keys: it is compared with the digest of the original, which
//! was checked with the keys before.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use ring::digest::{Context, SHA256};
use tokio::task::spawn_blocking;

use crate::backup::container::Envelope;
use crate::backup::file_name;
use crate::backup::listing::BackupFile;
use crate::backup::make::{is_within, publish};
use crate::backup::progress::{Progress, ProgressReport, SEALED};
use crate::backup::scratch::Scratch;
use crate::crypto::keys::Keys;
use crate::error::backup::{BackupError, INTERRUPTED};
use crate::location::platform;
use crate::storage::vault::Vault;

/// A backup whose every byte was checked. It holds no keys.
pub struct CheckedBackup {
    path: PathBuf,
    digest: [u8; 32],
    /// The folder of the vault it is a backup of.
    vault: PathBuf,
}

impl Vault {
    /// Checks every byte of a backup of this vault, so that it can be copied without keys.
    ///
    /// # Errors
    /// Every reason is its own [`BackupError`].
    pub async fn check_backup(&self, backup: &BackupFile) -> Result<CheckedBackup, BackupError> {
        let keys = self.shared_keys().await?;
        let (path, report) = (backup.path.clone(), ProgressReport::none());
        let _stop = report.stop_when_dropped();
        let checking = spawn_blocking(move || {
            // Taken before the check, so that a file changed after the check has another digest.
            let digest = digest(&path)?;
            open_whole(&path, &keys, &report)?;
            Ok::<_, BackupError>(digest)
        });
        Ok(CheckedBackup {
            path: backup.path.clone(),
            digest: checking.await.map_err(|_| INTERRUPTED)??,
            vault: self.path.folder().to_owned(),
        })
    }
}

/// Decrypts every chunk and keeps nothing of it.
fn open_whole(path: &Path, keys: &Keys, report: &ProgressReport) -> Result<(), BackupError> {
    let mut file = File::open(path)?;
    let envelope = Envelope::read(&mut file)?;
    if !envelope.header().is_sealed_by(&keys.header) {
        return Err(BackupError::Altered);
    }
    let manifest = envelope.manifest(&keys.backup)?;
    envelope.extract(
        &mut file,
        &keys.backup,
        &manifest,
        &mut io::sink(),
        &|done, of| report.checking(done, of),
    )
}

impl CheckedBackup {
    /// Copies it into another folder and reads the copy back. A copy that is already there under its name is only
    /// read. Blocks for as long as the folder does.
    ///
    /// # Errors
    /// Every reason is its own [`BackupError`]; nothing is left in the folder then.
    pub fn copy_into(
        &self,
        into: &Path,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<BackupFile, BackupError> {
        let report = ProgressReport::to(progress);
        let copied = self.copy(into, &report);
        let copied = copied.map_err(|error| error.at_place(into))?;
        report.done();
        Ok(copied)
    }

    fn copy(&self, into: &Path, report: &ProgressReport) -> Result<BackupFile, BackupError> {
        if !into.is_dir() {
            return Err(BackupError::Missing);
        }
        let beside = |folder| is_within(into, folder) && is_within(folder, into);
        if is_within(into, &self.vault) || self.path.parent().is_some_and(beside) {
            return Err(BackupError::SameAsSource);
        }
        let name = self.path.file_name().ok_or(BackupError::NotABackup)?;
        let there_already = into.join(name);
        // A different file of this name is not Kith's, and stays.
        if digest(&there_already).is_ok_and(|digest| digest == self.digest) {
            return Ok(BackupFile::at(&there_already));
        }
        let there = Scratch::within(into)?;
        let copy = there.path("backup");
        copy_file(&self.path, &copy)?;
        report.reached(SEALED);
        if digest(&copy)? != self.digest {
            return Err(BackupError::Differs);
        }
        publish(&copy, &file_name::free_as(into, &self.path))
    }
}

/// Copies the bytes of a file and syncs the copy.
pub fn copy_file(from: &Path, to: &Path) -> Result<(), BackupError> {
    let mut copy = platform::open_private_file(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()?;
    Ok(())
}

/// SHA-256 of a file.
fn digest(path: &Path) -> Result<[u8; 32], BackupError> {
    let mut sum = Sum(Context::new(&SHA256));
    io::copy(&mut File::open(path)?, &mut sum)?;
    let mut digest = [0; 32];
    digest.copy_from_slice(sum.0.finish().as_ref());
    Ok(digest)
}

struct Sum(Context);

impl io::Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
