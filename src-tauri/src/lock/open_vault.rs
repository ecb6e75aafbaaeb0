//! Access to the open vault.

use std::ops::Deref;
use std::sync::Arc;

use specta::Types;
use specta::datatype::DataType;
use specta::function::FunctionArg;
use tokio::sync::{OwnedRwLockReadGuard, watch};
use vault::Vault;

use crate::environment::clock::Clock;
use crate::error::CommandError;

/// The open vault; it is not locked while this exists. A command that needs records takes it as its first argument: a
/// locked vault is then answered before any other argument is read.
pub struct OpenVault {
    pub(super) vault: OwnedRwLockReadGuard<Option<Vault>, Vault>,
    pub(super) clock: Arc<Clock>,
    pub(super) writing: Arc<tokio::sync::Mutex<()>>,
    pub(super) lock_begins: watch::Receiver<()>,
}

impl OpenVault {
    /// The clock of the application.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Does long work that changes no record, and drops it when a lock begins.
    ///
    /// # Errors
    /// [`CommandError::VaultLocked`]: the work was dropped before its end.
    pub async fn unless_locked<T>(&self, work: impl Future<Output = T>) -> Result<T, CommandError> {
        let mut lock_begins = self.lock_begins.clone();
        tokio::select! {
            done = work => Ok(done),
            // The sender lives as long as the application.
            _ = lock_begins.changed() => Err(CommandError::VaultLocked),
        }
    }

    /// Waits until no other command is changing records, so that records read now are the same when they are written.
    pub(crate) async fn alone(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.writing.lock().await
    }
}

impl Deref for OpenVault {
    type Target = Vault;

    fn deref(&self) -> &Vault {
        &self.vault
    }
}

impl FunctionArg for OpenVault {
    fn to_datatype(_: &mut Types) -> Option<DataType> {
        None
    }
}
