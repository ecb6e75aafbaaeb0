//! Takes the vault out of the lock while it is replaced by another one, or moved.

use std::sync::Arc;

use tokio::sync::OwnedMutexGuard;
use vault::Vault;

use super::reason::LockReason;
use super::vault_lock::{TakenOut, VaultLock};
use crate::error::CommandError;

/// The state of the lock after the replacement or move.
pub enum EndState {
    /// Open with another vault: the same records under a new key.
    Open(Vault),
    /// Locked, for this reason, and what could not be done afterwards.
    Locked(LockReason, Option<CommandError>),
}

impl VaultLock {
    /// Waits for running commands, takes the vault out and passes it to `act`. Meanwhile commands are answered that the
    /// vault is locked; a lock that is asked for meanwhile is done at the end.
    ///
    /// # Errors
    /// [`CommandError::VaultLocked`], or the error of `act`. After an error of `act` the vault is open again. If `act`
    /// had wiped its keys by then, it stays locked with the reason `failed`, and the lock screen shows the error: the
    /// page that asked for it is no longer there.
    pub async fn with_vault_taken_out<T>(
        &self,
        failed: LockReason,
        act: impl AsyncFnOnce(&Vault) -> Result<(EndState, T), CommandError>,
    ) -> Result<T, CommandError> {
        let (vault, wiping) = self.take_out().await?;
        match act(&vault).await {
            Ok((EndState::Open(new), done)) => {
                self.put_back(new, wiping, Some(LockReason::NewKey)).await;
                Ok(done)
            }
            Ok((EndState::Locked(reason, failure), done)) => {
                self.set_locked(reason, failure);
                Ok(done)
            }
            Err(why) if vault.is_locked().await => {
                self.set_locked(failed, Some(why.clone()));
                Err(why)
            }
            Err(why) => {
                self.put_back(vault, wiping, None).await;
                Err(why)
            }
        }
    }

    async fn take_out(&self) -> Result<(Vault, OwnedMutexGuard<()>), CommandError> {
        self.lock_begins.send_replace(());
        let mut open = self.vault.write().await;
        let vault = open.take().ok_or(CommandError::VaultLocked)?;
        self.status().taken_out = Some(TakenOut::default());
        // Held until the end, so that `wait_until_wiped` also waits for this.
        let wiping = Arc::clone(&self.wiping).lock_owned().await;
        Ok((vault, wiping))
    }

    /// Opens the lock with this vault. If a lock was asked for meanwhile, locks instead: for the reason `instead`, or
    /// else the one asked for.
    async fn put_back(
        &self,
        vault: Vault,
        wiping: OwnedMutexGuard<()>,
        instead: Option<LockReason>,
    ) {
        let mut open = self.vault.write().await;
        let taken_out = self.status().taken_out.take();
        match taken_out.and_then(|taken_out| taken_out.lock_after) {
            Some(reason) => {
                let reason = instead.unwrap_or(reason);
                self.wipe(vault, reason, wiping, self.clock().mark());
            }
            None => {
                *open = Some(vault);
                self.reset();
            }
        }
    }
}
