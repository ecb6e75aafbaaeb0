//! Opens a backup by unpacking it into a vault of its own, so that all code that reads a vault reads a backup.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::backup::container::Envelope;
use crate::backup::content_digest::ContentDigest;
use crate::backup::listing::BackupFile;
use crate::backup::manifest::Manifest;
use crate::backup::progress::ProgressReport;
use crate::backup::scratch::Scratch;
use crate::crypto::keys::Keys;
use crate::crypto::unlock_secret::Secret;
use crate::error::backup::{BackupError, INTERRUPTED};
use crate::header::copies::{self, Unlocked};

use crate::integrity::verify::Step;
use crate::location::path::VaultPath;
use crate::location::platform;
use crate::location::single_opener::SingleOpener;
use crate::open::opening;
use crate::record::clients::ClientRow;
use crate::record::listing::Listing;
use crate::storage::freshness::Mark;
use crate::storage::schema::SCHEMA;
use crate::storage::vault::Vault;

/// A backup that is not open.
pub struct LockedBackup {
    path: PathBuf,
    envelope: Envelope,
}

/// An open backup whose content matches its manifest. Closing it deletes the unpacked vault.
pub struct OpenBackup {
    pub(crate) path: PathBuf,
    pub(crate) keys: Arc<Keys>,
    pub(crate) manifest: Manifest,
    pub(crate) vault: Vault,
    _scratch: Scratch,
}

impl LockedBackup {
    /// The backup at `path`.
    ///
    /// # Errors
    /// Why it is no whole backup, as far as can be seen without a secret.
    pub fn at(path: &Path) -> Result<Self, BackupError> {
        let envelope = Envelope::read(&mut File::open(path)?)?;
        Ok(Self {
            path: path.to_owned(),
            envelope,
        })
    }

    /// The facts about the file that need no secret.
    #[must_use]
    pub fn file(&self) -> BackupFile {
        BackupFile::at(&self.path)
    }

    /// Opens it with a secret that was valid when it was made, on threads of its own. It is unpacked, encrypted, into
    /// a folder inside `scratch` for as long as it is open.
    ///
    /// # Errors
    /// Every reason is its own [`BackupError`].
    pub async fn open(&self, secret: Secret, scratch: &Path) -> Result<OpenBackup, BackupError> {
        let header = self.envelope.header().clone();
        let keys = spawn_blocking(move || header.unlock(&secret).map(|(_, keys)| keys)).await;
        let keys = Arc::new(keys.map_err(|_| INTERRUPTED)??);
        let scratch = Scratch::within(scratch)?;
        let target = VaultPath::at(scratch.path("vault"));
        platform::make_private_folder(target.folder())?;
        let Unpacked { vault, manifest } = Unpacked::from(
            &self.path,
            Arc::clone(&keys),
            target,
            &ProgressReport::none(),
        )
        .await?;
        Ok(OpenBackup {
            path: self.path.clone(),
            keys,
            manifest,
            vault,
            _scratch: scratch,
        })
    }
}

impl OpenBackup {
    /// Its manifest, which its content matches.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its clients, by code.
    ///
    /// # Errors
    /// As reading a vault.
    pub async fn clients(&self) -> Result<Listing<ClientRow>, BackupError> {
        Ok(self.vault.clients().await?)
    }

    /// Verifies all of it, step by step, as a vault is verified.
    ///
    /// # Errors
    /// The failed steps name the damage of the backup.
    pub async fn verify(&self) -> Result<Vec<Step>, BackupError> {
        Ok(self.vault.verify().await?)
    }

    /// Closes it and deletes the unpacked vault.
    ///
    /// # Errors
    /// If SQLite cannot close the file.
    pub async fn close(self) -> Result<(), BackupError> {
        Ok(self.vault.lock().await?)
    }
}

/// A vault unpacked from a backup, and the manifest of the backup.
pub struct Unpacked {
    /// Open.
    pub vault: Vault,
    /// The manifest, which the vault matches.
    pub manifest: Manifest,
}

impl Unpacked {
    /// Unpacks the backup at `path` into an empty folder, opens it and compares it with its manifest. After an error
    /// no file in the folder is open.
    pub async fn from(
        path: &Path,
        keys: Arc<Keys>,
        target: VaultPath,
        report: &ProgressReport,
    ) -> Result<Self, BackupError> {
        let (path, report) = (path.to_owned(), report.clone());
        let (to, with) = (target.clone(), Arc::clone(&keys));
        let written = spawn_blocking(move || write_out(&path, &with, &to, &report)).await;
        let (unlocked, manifest) = written.map_err(|_| INTERRUPTED)??;
        let opener = SingleOpener::claim(&target)?;
        let vault = opening::open_database(target, opener, unlocked).await?;
        match holds(&vault, &manifest).await {
            Ok(()) => Ok(Self { vault, manifest }),
            Err(error) => {
                vault.lock().await.ok();
                Err(error)
            }
        }
    }
}

fn write_out(
    path: &Path,
    keys: &Arc<Keys>,
    target: &VaultPath,
    report: &ProgressReport,
) -> Result<(Unlocked, Manifest), BackupError> {
    let mut file = File::open(path)?;
    let envelope = Envelope::read(&mut file)?;
    let header = envelope.header().clone();
    if !header.is_sealed_by(&keys.header) {
        return Err(BackupError::Altered);
    }
    let manifest = envelope.manifest(&keys.backup)?;
    if manifest.schema > SCHEMA {
        return Err(BackupError::NewerThanThisApp {
            needs: u32::from(manifest.schema),
        });
    }
    let database = platform::open_private_file(&target.database())?;
    let mut sink = BufWriter::with_capacity(1024 * 1024, database);
    envelope.extract(
        &mut file,
        &keys.backup,
        &manifest,
        &mut sink,
        &|done, of| report.checking(done, of),
    )?;
    sink.flush()?;
    sink.get_ref().sync_all()?;
    copies::write_both(target, &header)?;
    let unlocked = Unlocked {
        header,
        keys: Arc::clone(keys),
        other_was_altered: false,
    };
    Ok((unlocked, manifest))
}

/// Compares counts, digests and the end of the audit trail.
async fn holds(vault: &Vault, manifest: &Manifest) -> Result<(), BackupError> {
    let mut inside = vault.inside().await?;
    let connection = inside.connection()?;
    let same = Mark::of(connection).await? == manifest.head
        && ContentDigest::of(connection).await? == manifest.digest;
    if same {
        Ok(())
    } else {
        Err(BackupError::Differs)
    }
}
