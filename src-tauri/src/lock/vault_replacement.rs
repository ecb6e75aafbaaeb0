//! Taking the vault out of the door, for what puts another one in its place or moves it.

use std::sync::Arc;

use tokio::sync::OwnedMutexGuard;
use vault::Vault;

use super::door::{Door, Out};
use super::reason::LockReason;
use crate::error::CommandError;

/// What is behind the door after that.
pub enum Behind {
    /// Another vault, open: the same records under a new key.
    Another(Vault),
    /// None that is open: the door is locked, why, and what could not be done beside it.
    None(LockReason, Option<CommandError>),
}

impl Door {
    /// Takes the vault out, once the command under way is done, and does with it what cannot be done behind an open
    /// door. Until then the door answers that it is locked; a lock that comes meanwhile follows at once.
    ///
    /// # Errors
    /// [`CommandError::VaultLocked`], or what `act` answers: then the vault is behind the door again. One that lost
    /// its keys by then leaves the door locked because of `failed`, and the lock screen says what went wrong: whoever
    /// asked for it is gone from the page.
    pub async fn outside<T>(
        &self,
        failed: LockReason,
        act: impl AsyncFnOnce(&Vault) -> Result<(Behind, T), CommandError>,
    ) -> Result<T, CommandError> {
        let (vault, wiping) = self.take().await?;
        match act(&vault).await {
            Ok((Behind::Another(new), done)) => {
                self.put_behind(new, wiping, Some(LockReason::NewKey)).await;
                Ok(done)
            }
            Ok((Behind::None(reason, left), done)) => {
                self.ends_locked(reason, left);
                Ok(done)
            }
            Err(why) if vault.is_locked().await => {
                self.ends_locked(failed, Some(why.clone()));
                Err(why)
            }
            Err(why) => {
                self.put_behind(vault, wiping, None).await;
                Err(why)
            }
        }
    }

    async fn take(&self) -> Result<(Vault, OwnedMutexGuard<()>), CommandError> {
        self.leaving.send_replace(());
        let mut door = self.vault.write().await;
        let vault = door.take().ok_or(CommandError::VaultLocked)?;
        self.watch().out = Some(Out::default());
        // Whoever waits until the keys are wiped waits for what is done with them out here, too.
        let wiping = Arc::clone(&self.wiping).lock_owned().await;
        Ok((vault, wiping))
    }

    /// Puts a vault behind the door, or locks it if that was asked for meanwhile: for that reason, or for `instead`.
    async fn put_behind(
        &self,
        vault: Vault,
        wiping: OwnedMutexGuard<()>,
        instead: Option<LockReason>,
    ) {
        let mut door = self.vault.write().await;
        let out = self.watch().out.take();
        match out.and_then(|out| out.to_lock) {
            Some(reason) => {
                self.wipe(vault, instead.unwrap_or(reason), wiping, self.now().mark());
            }
            None => {
                *door = Some(vault);
                self.was_opened();
            }
        }
    }
}
