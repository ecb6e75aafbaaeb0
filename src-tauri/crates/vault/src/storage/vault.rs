//! An open vault.

use std::sync::{Arc, Mutex, PoisonError};

use sqlx::sqlite::SqliteConnection;
use tokio::sync::OwnedMutexGuard;

use crate::crypto::keys::Keys;
use crate::error::VaultError;
use crate::error::storage::StorageError;
use crate::header::format::Header;
use crate::location::path::VaultPath;
use crate::location::platform::FileIdentity;
use crate::location::single_opener::SingleOpener;
use crate::seeded;
use crate::storage::damage_report::{DamageReport, LostRecord};
use crate::storage::database;
use crate::storage::freshness::Mark;
use crate::timestamp::Timestamp;

/// SQLite instructions between two checks whether to interrupt a statement.
const STEPS: i32 = 1000;

/// An open vault: one connection, one opener. Every write goes through [`Change`](crate::Change).
pub struct Vault {
    pub(crate) path: VaultPath,
    pub(crate) opening: Opening,
    pub(crate) identity: FileIdentity,
    pub(crate) inside: Arc<tokio::sync::Mutex<Inside>>,
    pub(crate) read_only: Option<DamageReport>,
    opener: Mutex<Option<SingleOpener>>,
}

/// Findings from opening the vault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opening {
    /// The passphrase's key derivation costs less than a new one would: offer to change the passphrase,
    /// the same one will do.
    pub strengthen: bool,
    /// Whether a missing, damaged or old header copy was repaired.
    pub header_repair: HeaderRepair,
    /// One header copy had been altered by someone without the key.
    pub altered: bool,
    /// If the vault is older than the one last used here, or has other changes: the time of that one's last change.
    pub older: Option<Timestamp>,
}

/// Whether one header copy was repaired from the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HeaderRepair {
    /// Both were undamaged and equal.
    #[default]
    NotNeeded,
    /// One was repaired.
    Done,
    /// One is still damaged: it could not be written.
    Failed,
}

/// The state that exists only while the vault is open.
pub struct Inside {
    open: Option<Open>,
    /// A change was dropped before its end; the next user of the connection rolls it back.
    unfinished: bool,
    /// A progress handler may interrupt statements; the next user of the connection removes it.
    interruptible: bool,
}

/// The connection and the keys in use.
pub struct Open {
    /// The one connection.
    pub connection: SqliteConnection,
    /// The header, as in both copies.
    pub header: Header,
    /// The keys of every purpose; a backup being made shares them until it is checked.
    pub keys: Arc<Keys>,
}

impl Open {
    /// Writes the end of the audit trail to the state files. Does nothing if it cannot be read, or for an earlier schema,
    /// which was only backed up.
    async fn keep_mark(&mut self, path: &VaultPath) {
        let earlier = database::is_earlier(&mut self.connection).await;
        let mark = Mark::of(&mut self.connection).await;
        if let (Ok(false), Ok(mark)) = (earlier, mark) {
            mark.keep(path, &self.header.vault_id(), &self.keys.state);
        }
    }
}

impl Inside {
    /// The connection and keys, unless the vault was locked.
    pub fn open(&mut self) -> Result<&mut Open, VaultError> {
        self.open.as_mut().ok_or(VaultError::Locked)
    }

    /// The connection, unless the vault was locked.
    pub fn connection(&mut self) -> Result<&mut SqliteConnection, VaultError> {
        self.open().map(|open| &mut open.connection)
    }

    /// Closes the database and wipes the keys.
    pub async fn close(&mut self) -> Result<(), StorageError> {
        match self.open.take() {
            Some(open) => {
                if seeded::fault("keys that outlive the lock") {
                    std::mem::forget(Arc::clone(&open.keys));
                }
                database::close(open.connection).await
            }
            None => Ok(()),
        }
    }

    /// Interrupts the statements of this connection as soon as `stopped` returns true, until
    /// [`Self::roll_back_unfinished`].
    pub async fn interrupt_when(
        &mut self,
        stopped: impl Fn() -> bool + Send + 'static,
    ) -> Result<(), VaultError> {
        self.interruptible = true;
        let handle = self.connection()?.lock_handle().await;
        handle
            .map_err(StorageError::from)?
            .set_progress_handler(STEPS, move || !stopped());
        Ok(())
    }

    /// Rolls back a change that was dropped before its end, and takes away the interruption of
    /// [`Self::interrupt_when`].
    pub async fn roll_back_unfinished(&mut self) -> Result<&mut Open, VaultError> {
        if self.interruptible {
            let handle = self.connection()?.lock_handle().await;
            handle
                .map_err(StorageError::from)?
                .remove_progress_handler();
            self.interruptible = false;
        }
        if self.unfinished {
            roll_back(self.connection()?).await?;
            self.unfinished = false;
        }
        self.open()
    }

    /// Notes that a transaction may be left open.
    pub fn leave_unfinished(&mut self) {
        self.unfinished = true;
    }

    /// Notes that no transaction is open.
    pub fn finish(&mut self) {
        self.unfinished = false;
    }
}

impl Vault {
    pub(crate) fn new(
        path: VaultPath,
        opening: Opening,
        identity: FileIdentity,
        opener: SingleOpener,
        open: Open,
    ) -> Self {
        let inside = Inside {
            open: Some(open),
            unfinished: false,
            interruptible: false,
        };
        Self {
            path,
            opening,
            identity,
            inside: Arc::new(tokio::sync::Mutex::new(inside)),
            read_only: None,
            opener: Mutex::new(Some(opener)),
        }
    }

    /// The same vault, read-only, with the report on its damaged pages.
    pub(crate) fn read_only_if(self, read_only: Option<DamageReport>) -> Self {
        Self { read_only, ..self }
    }

    /// Findings from opening the vault.
    #[must_use]
    pub fn opening(&self) -> Opening {
        self.opening
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &VaultPath {
        &self.path
    }

    /// The one connection. Waits until its current user is done.
    pub(crate) async fn inside(&self) -> Result<OwnedMutexGuard<Inside>, VaultError> {
        let mut inside = Arc::clone(&self.inside).lock_owned().await;
        inside.roll_back_unfinished().await?;
        Ok(inside)
    }

    /// Whether [`Self::lock`] was called: nothing can be read or written then.
    pub async fn is_locked(&self) -> bool {
        self.inside.lock().await.open.is_none()
    }

    /// Writes the end of the audit trail to the state files, so that an older vault put in its place is noticed even
    /// after a kill or a power failure. Cheap if nothing changed.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub async fn keep_mark(&self) -> Result<(), VaultError> {
        self.mark(&mut *self.inside.lock().await).await
    }

    async fn mark(&self, inside: &mut Inside) -> Result<(), VaultError> {
        let open = inside.roll_back_unfinished().await?;
        // If the vault was removed, no empty folder is created, and no other vault in its place is marked.
        if self.read_only.is_none() && self.check_in_place().is_ok() {
            open.keep_mark(&self.path).await;
        }
        Ok(())
    }

    /// Closes the database, wipes the keys and releases the vault to other programs. Waits for an open change; later
    /// calls get [`VaultError::Locked`]. Locking twice is harmless.
    ///
    /// # Errors
    /// If SQLite cannot close the file; the vault is locked in any case.
    pub async fn lock(&self) -> Result<(), VaultError> {
        let mut inside = self.inside.lock().await;
        // If the connection fails, the mark is not written either.
        self.mark(&mut inside).await.ok();
        let closed = inside.close().await;
        drop(inside);
        drop(self.release());
        closed.map_err(VaultError::from)
    }
}

impl Vault {
    /// Takes the lock that keeps other programs out; none after the vault was locked.
    pub(crate) fn release(&self) -> Option<SingleOpener> {
        self.opener
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl Vault {
    /// Whether the vault is read-only because pages of the database are damaged. The undamaged records are shown; a
    /// backup should be restored.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// The lost records of a damaged vault.
    pub fn lost(&self) -> impl Iterator<Item = &LostRecord> {
        self.read_only.iter().flat_map(|found| &found.lost)
    }

    /// Whether more records may be lost than [`Self::lost`] names, because the audit trail is damaged too.
    #[must_use]
    pub fn may_lack_more(&self) -> bool {
        self.read_only.as_ref().is_some_and(|found| found.more)
    }

    /// Refuses every write to a damaged vault.
    pub(crate) fn check_writable(&self) -> Result<(), VaultError> {
        if self.is_read_only() {
            return Err(VaultError::ReadOnlyBecauseDamaged);
        }
        Ok(())
    }

    /// Checks that the database file is still the one that was opened.
    pub(crate) fn check_in_place(&self) -> Result<(), VaultError> {
        let found = FileIdentity::of(&self.path.database()).map_err(StorageError::from)?;
        if found == self.identity {
            Ok(())
        } else {
            Err(VaultError::Missing)
        }
    }
}

/// Rolls a transaction back. SQLite may have done so itself, after a full disk for example.
pub async fn roll_back(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    match sqlx::query("ROLLBACK")
        .execute(connection)
        .await
        .map_err(StorageError::from)
    {
        // SQLITE_ERROR: "no transaction is active".
        Ok(_) | Err(StorageError::Damaged) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
