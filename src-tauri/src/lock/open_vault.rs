//! The way through an open door.

use std::ops::Deref;
use std::sync::Arc;

use specta::Types;
use specta::datatype::DataType;
use specta::function::FunctionArg;
use tokio::sync::{OwnedRwLockReadGuard, watch};
use vault::Vault;

use crate::environment::clock::Now;
use crate::error::CommandError;

/// The proof that the door is open. A command that needs records takes it first, so that a locked door
/// answers before anything else of the request is read.
pub struct OpenVault {
    pub(super) vault: OwnedRwLockReadGuard<Option<Vault>, Vault>,
    pub(super) now: Arc<Now>,
    pub(super) writing: Arc<tokio::sync::Mutex<()>>,
    pub(super) leaving: watch::Receiver<()>,
}

impl OpenVault {
    /// The clock of the house.
    #[must_use]
    pub fn now(&self) -> &Now {
        &self.now
    }

    /// Does what takes long and changes nothing, until it is done or somebody locks the door.
    ///
    /// # Errors
    /// [`CommandError::VaultLocked`]: it was left half way.
    pub async fn unless_locked<T>(&self, work: impl Future<Output = T>) -> Result<T, CommandError> {
        let mut leaving = self.leaving.clone();
        tokio::select! {
            done = work => Ok(done),
            // The door itself holds the other end.
            _ = leaving.changed() => Err(CommandError::VaultLocked),
        }
    }

    /// One change at a time: what was read stays true until it is written.
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
