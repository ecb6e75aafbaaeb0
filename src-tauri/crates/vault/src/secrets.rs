//! Changing what opens a vault.

use tokio::task::spawn_blocking;

use crate::copies;
use crate::edit::EditKind;
use crate::error::{OpenError, VaultError};
use crate::folder::VaultPath;
use crate::header::Header;
use crate::kdf::KdfCost;
use crate::keys::MasterKey;
use crate::locked::{PASSPHRASE_SLOT, RECOVERY_SLOT};
use crate::open_vault::Vault;
use crate::passphrase::Passphrase;
use crate::recovery::RecoveryCode;
use crate::slot::{Secret, Slot};
use crate::timestamp::Timestamp;

impl Vault {
    /// Changes the passphrase, or derives the same one at another cost. The recovery code stays the same.
    /// Done only when both header copies hold the new one and it has opened a copy.
    ///
    /// # Errors
    /// [`VaultError::Secret`] if `old` does not open the vault. Whatever the reason, the old one still does then.
    pub async fn change_passphrase(
        &self,
        old: Secret,
        new: Passphrase,
        cost: KdfCost,
        at: Timestamp,
    ) -> Result<(), VaultError> {
        self.change_slot(
            EditKind::ChangePassphrase,
            old,
            at,
            move |master, header| {
                let slot =
                    Slot::for_passphrase(master, &new, cost, &header.vault_id(), PASSPHRASE_SLOT)?;
                header.set_slot(PASSPHRASE_SLOT, &slot);
                Ok(Secret::Passphrase(new))
            },
        )
        .await
        .map(drop)
    }

    /// Makes a new recovery code; the one on paper opens nothing any more.
    ///
    /// # Errors
    /// [`VaultError::Secret`] if `secret` does not open the vault. Whatever the reason, the old code still does then.
    pub async fn new_recovery_code(
        &self,
        secret: Secret,
        at: Timestamp,
    ) -> Result<RecoveryCode, VaultError> {
        let made = self.change_slot(EditKind::NewRecoveryCode, secret, at, |master, header| {
            let code = RecoveryCode::make()?;
            header.set_slot(
                RECOVERY_SLOT,
                &Slot::for_recovery(master, &code, &header.vault_id(), RECOVERY_SLOT)?,
            );
            Ok(Secret::Recovery(code))
        });
        match made.await? {
            Secret::Recovery(code) => Ok(code),
            Secret::Passphrase(_) => Err(VaultError::Secret(OpenError::WrongRecoveryCode)),
        }
    }

    /// Replaces one slot with one that the secret answered by `set` opens.
    async fn change_slot(
        &self,
        kind: EditKind,
        secret: Secret,
        at: Timestamp,
        set: impl FnOnce(&MasterKey, &mut Header) -> Result<Secret, OpenError> + Send + 'static,
    ) -> Result<Secret, VaultError> {
        let mut change = self.begin(kind, at).await?;
        change.mark(None);
        self.check_in_place()?;
        let (path, old) = (self.path.clone(), change.header()?.clone());
        let replaced = spawn_blocking(move || replace_slot(&path, &old, &secret, at, set)).await;
        let (new, opens) = replaced
            .map_err(|_| OpenError::Io(std::io::ErrorKind::Interrupted))
            .flatten()
            .map_err(VaultError::Secret)?;
        let old = std::mem::replace(change.header()?, new);
        if let Err(error) = change.commit().await {
            copies::write_both(&self.path, &old)
                .map_err(|error| VaultError::Secret(error.into()))?;
            self.inside().await?.open()?.header = old;
            return Err(error);
        }
        Ok(opens)
    }
}

fn replace_slot(
    path: &VaultPath,
    old: &Header,
    secret: &Secret,
    at: Timestamp,
    set: impl FnOnce(&MasterKey, &mut Header) -> Result<Secret, OpenError>,
) -> Result<(Header, Secret), OpenError> {
    let (master, keys) = old.unlock(secret)?;
    let mut new = old.clone();
    let opens = set(&master, &mut new)?;
    new.touch(at);
    new.seal(&keys.header);
    copies::replace(path, old, &new, |staged| staged.unlock(&opens).map(drop))?;
    Ok((new, opens))
}
