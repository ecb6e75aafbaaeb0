//! An open vault.

use std::sync::{Arc, Mutex, PoisonError};

use sqlx::sqlite::SqliteConnection;
use tokio::sync::OwnedMutexGuard;

use crate::damage::ReadOnly;
use crate::database;
use crate::error::VaultError;
use crate::fault::Fault;
use crate::folder::{SingleOpener, VaultPath};
use crate::freshness::Mark;
use crate::header::Header;
use crate::keys::Keys;
use crate::platform::FileIdentity;
use crate::seeded;
use crate::timestamp::Timestamp;

/// Steps of SQLite's machine between two looks whether to interrupt it.
const STEPS: i32 = 1000;

/// An open vault: one connection, one opener. Every write goes through [`Change`](crate::Change).
pub struct Vault {
    pub(crate) path: VaultPath,
    pub(crate) opening: Opening,
    pub(crate) identity: FileIdentity,
    pub(crate) inside: Arc<tokio::sync::Mutex<Inside>>,
    pub(crate) read_only: Option<ReadOnly>,
    opener: Mutex<Option<SingleOpener>>,
}

/// What opening it showed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opening {
    /// The passphrase's key derivation costs less than a new one would: offer to change the passphrase,
    /// the same one will do.
    pub strengthen: bool,
    /// What became of a header copy that was missing, damaged or old.
    pub healing: Healing,
    /// One header copy had been altered by someone without the key.
    pub altered: bool,
    /// The vault is older than what was last used here, or went another way since: when that was last changed.
    pub older: Option<Timestamp>,
}

/// Whether one header copy had to be made good from the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Healing {
    /// Both were whole and alike.
    #[default]
    NotNeeded,
    /// One was made good.
    Done,
    /// One is still bad: it could not be written.
    Failed,
}

/// What only exists while the vault is open.
pub struct Inside {
    open: Option<Open>,
    /// A change was dropped half way; whoever comes next rolls it back.
    unfinished: bool,
    /// What runs long may be interrupted; whoever comes next may not.
    interruptible: bool,
}

/// The connection and the keys in use.
pub struct Open {
    /// The one connection.
    pub connection: SqliteConnection,
    /// The header as both copies bear it.
    pub header: Header,
    /// The keys of every purpose; a backup being made shares them until it is checked.
    pub keys: Arc<Keys>,
}

impl Open {
    /// Writes down how far the vault has come. One that cannot be read does not say, and one of an earlier
    /// schema, which was only backed up, is left as it lies.
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
    pub async fn close(&mut self) -> Result<(), Fault> {
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

    /// Interrupts what the connection does from now on as soon as `stopped` says so, until [`Self::settle`].
    pub async fn interrupt_when(
        &mut self,
        stopped: impl Fn() -> bool + Send + 'static,
    ) -> Result<(), VaultError> {
        self.interruptible = true;
        let handle = self.connection()?.lock_handle().await;
        handle
            .map_err(Fault::from)?
            .set_progress_handler(STEPS, move || !stopped());
        Ok(())
    }

    /// Rolls back what was dropped half way, and lets nothing be interrupted any more.
    pub async fn settle(&mut self) -> Result<&mut Open, VaultError> {
        if self.interruptible {
            let handle = self.connection()?.lock_handle().await;
            handle.map_err(Fault::from)?.remove_progress_handler();
            self.interruptible = false;
        }
        if self.unfinished {
            roll_back(self.connection()?).await?;
            self.unfinished = false;
        }
        self.open()
    }

    /// Says that a transaction is, or was, left open.
    pub fn leave_unfinished(&mut self) {
        self.unfinished = true;
    }

    /// Says that no transaction is open.
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

    /// The same, opened from what was readable of a damaged database.
    pub(crate) fn read_only_if(self, read_only: Option<ReadOnly>) -> Self {
        Self { read_only, ..self }
    }

    /// What opening it showed.
    #[must_use]
    pub fn opening(&self) -> Opening {
        self.opening
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &VaultPath {
        &self.path
    }

    /// The one connection, as soon as whoever has it is done.
    pub(crate) async fn inside(&self) -> Result<OwnedMutexGuard<Inside>, VaultError> {
        let mut inside = Arc::clone(&self.inside).lock_owned().await;
        inside.settle().await?;
        Ok(inside)
    }

    /// Whether [`Self::lock`] was called: nothing can be read or written any more.
    pub async fn is_locked(&self) -> bool {
        self.inside.lock().await.open.is_none()
    }

    /// Writes down how far the vault has come, so that an older one put in its place is noticed also after a kill or
    /// a power cut. Costs next to nothing while nothing was changed.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub async fn keep_mark(&self) -> Result<(), VaultError> {
        self.mark(&mut *self.inside.lock().await).await
    }

    async fn mark(&self, inside: &mut Inside) -> Result<(), VaultError> {
        let open = inside.settle().await?;
        // A vault that was taken away is not brought back as an empty folder, nor another one in its place marked.
        if self.read_only.is_none() && self.check_in_place().is_ok() {
            open.keep_mark(&self.path).await;
        }
        Ok(())
    }

    /// Closes the database, wipes the keys and lets another program in. Waits for a change under way;
    /// whatever comes later is told [`VaultError::Locked`]. Locking twice is harmless.
    ///
    /// # Errors
    /// If SQLite cannot close the file; the vault is locked all the same.
    pub async fn lock(&self) -> Result<(), VaultError> {
        let mut inside = self.inside.lock().await;
        // Where the connection can do nothing more, it does not say how far it came either.
        self.mark(&mut inside).await.ok();
        let closed = inside.close().await;
        drop(inside);
        drop(self.release());
        closed.map_err(VaultError::from)
    }
}

impl Vault {
    /// What keeps other programs out, for as long as it is held; none once the vault was locked.
    pub(crate) fn release(&self) -> Option<SingleOpener> {
        self.opener
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

/// Ends a transaction without effect. SQLite may have ended it itself, after a full disk for example.
pub async fn roll_back(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    match sqlx::query("ROLLBACK")
        .execute(connection)
        .await
        .map_err(Fault::from)
    {
        // SQLITE_ERROR: "no transaction is active".
        Ok(_) | Err(Fault::Damaged) => Ok(()),
        Err(fault) => Err(fault.into()),
    }
}
