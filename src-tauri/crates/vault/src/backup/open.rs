//! Opening a backup. It is unpacked into a vault of its own, so that whatever reads a vault reads a backup.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::backup::container::Envelope;
use crate::backup::fault::BackupError;
use crate::backup::listing::BackupFile;
use crate::backup::manifest::Manifest;
use crate::backup::progress::Report;
use crate::backup::scratch::Scratch;
use crate::backup::tally::Tally;
use crate::copies::{self, Unlocked};
use crate::folder::{SingleOpener, VaultPath};
use crate::freshness::Mark;
use crate::keys::Keys;
use crate::locked;
use crate::open_vault::Vault;
use crate::platform;
use crate::records::{ClientRow, Listing};
use crate::schema::SCHEMA;
use crate::slot::Secret;
use crate::verify::Step;

/// A backup that is not open.
pub struct LockedBackup {
    path: PathBuf,
    envelope: Envelope,
}

/// An open backup, compared with what it says it holds. Closing it clears away what it was unpacked into.
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
    /// What is wrong with it, as far as it shows without a secret.
    pub fn at(path: &Path) -> Result<Self, BackupError> {
        let envelope = Envelope::read(&mut File::open(path)?)?;
        Ok(Self {
            path: path.to_owned(),
            envelope,
        })
    }

    /// What it shows without a secret.
    #[must_use]
    pub fn file(&self) -> BackupFile {
        BackupFile::at(&self.path)
    }

    /// Opens it with a secret of the day it was made, on threads of its own. It is unpacked, encrypted, into a
    /// folder inside `scratch` for as long as it is open.
    ///
    /// # Errors
    /// Every reason is its own [`BackupError`].
    pub async fn open(&self, secret: Secret, scratch: &Path) -> Result<OpenBackup, BackupError> {
        let header = self.envelope.header().clone();
        let keys = spawn_blocking(move || header.unlock(&secret).map(|(_, keys)| keys)).await;
        let keys = Arc::new(keys.map_err(|_| INTERRUPTED)??);
        let scratch = Scratch::within(scratch)?;
        let place = VaultPath::at(scratch.path("vault"));
        platform::make_private_folder(place.folder())?;
        let Unpacked { vault, manifest } =
            Unpacked::from(&self.path, Arc::clone(&keys), place, &Report::none()).await?;
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
    /// What it says it holds, and does.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where the file lies.
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

    /// Looks through all of it, step by step, as a vault is looked through.
    ///
    /// # Errors
    /// What is wrong with the backup is in the steps.
    pub async fn verify(&self) -> Result<Vec<Step>, BackupError> {
        Ok(self.vault.verify().await?)
    }

    /// Closes it and clears away what it was unpacked into.
    ///
    /// # Errors
    /// If SQLite cannot close the file.
    pub async fn close(self) -> Result<(), BackupError> {
        Ok(self.vault.lock().await?)
    }
}

/// A vault made of a backup, and what the backup says it holds.
pub struct Unpacked {
    /// Open.
    pub vault: Vault,
    /// It says so, and it is so.
    pub manifest: Manifest,
}

impl Unpacked {
    /// Unpacks the backup at `path` into an empty folder, opens it and holds it against its manifest. On every
    /// error the folder's files are let go of.
    pub async fn from(
        path: &Path,
        keys: Arc<Keys>,
        place: VaultPath,
        report: &Report,
    ) -> Result<Self, BackupError> {
        let (path, report) = (path.to_owned(), report.clone());
        let (to, with) = (place.clone(), Arc::clone(&keys));
        let written = spawn_blocking(move || write_out(&path, &with, &to, &report)).await;
        let (unlocked, manifest) = written.map_err(|_| INTERRUPTED)??;
        let opener = SingleOpener::claim(&place)?;
        let vault = locked::open_database(place, opener, unlocked).await?;
        match holds(&vault, &manifest).await {
            Ok(()) => Ok(Self { vault, manifest }),
            Err(error) => {
                vault.lock().await.ok();
                Err(error)
            }
        }
    }
}

/// A thread that was to do it went away.
pub const INTERRUPTED: BackupError = BackupError::Io(std::io::ErrorKind::Interrupted);

fn write_out(
    path: &Path,
    keys: &Arc<Keys>,
    place: &VaultPath,
    report: &Report,
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
    let database = platform::open_private_file(&place.database())?;
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
    copies::write_both(place, &header)?;
    let unlocked = Unlocked {
        header,
        keys: Arc::clone(keys),
        other_was_altered: false,
    };
    Ok((unlocked, manifest))
}

/// Compares counts and digests, and where the audit trail ends.
async fn holds(vault: &Vault, manifest: &Manifest) -> Result<(), BackupError> {
    let mut inside = vault.inside().await?;
    let connection = inside.connection()?;
    let same = Mark::of(connection).await? == manifest.head
        && Tally::of(connection).await? == manifest.tally;
    if same {
        Ok(())
    } else {
        Err(BackupError::Differs)
    }
}
