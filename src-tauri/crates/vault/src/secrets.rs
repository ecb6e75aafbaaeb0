//! Changes the passphrase and the recovery code.

pub mod recovery_codes;
pub mod rekey;

use tokio::task::spawn_blocking;

use crate::change::Change;
use crate::change::edit::EditKind;
use crate::crypto::kdf::KdfCost;
use crate::crypto::keys::MasterKey;
use crate::crypto::passphrase::Passphrase;
use crate::crypto::recovery_code::RecoveryCode;
use crate::crypto::unlock_secret::Secret;
use crate::error::{OpenError, VaultError};
use crate::header::copies;
use crate::header::format::Header;
use crate::header::slot::{KeySlot, PASSPHRASE_SLOT, RECOVERY_SLOT, SlotKind};
use crate::location::path::VaultPath;
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;

impl Vault {
    /// Changes the passphrase, or derives the same one at another cost. The recovery code stays the same.
    /// Done only when both header copies hold the new one and it has opened a copy.
    ///
    /// # Errors
    /// [`VaultError::Secret`] if `old` does not open the vault. After any error the old passphrase still opens it.
    pub async fn change_passphrase(
        &self,
        old: Secret,
        new: Passphrase,
        cost: KdfCost,
        at: Timestamp,
    ) -> Result<(), VaultError> {
        let change = self.begin(EditKind::ChangePassphrase, at).await?;
        change
            .replace_slot(old, move |master, header| {
                let slot = KeySlot::for_passphrase(
                    master,
                    &new,
                    cost,
                    &header.vault_id(),
                    PASSPHRASE_SLOT,
                )?;
                header.set_slot(PASSPHRASE_SLOT, &slot);
                Ok(Some(Secret::Passphrase(new)))
            })
            .await
            .map(drop)
    }

    /// Makes a new recovery code; the old one no longer opens the vault.
    ///
    /// # Errors
    /// [`VaultError::Secret`] if `secret` does not open the vault. After any error the old code still opens it.
    pub async fn new_recovery_code(
        &self,
        secret: Secret,
        at: Timestamp,
    ) -> Result<RecoveryCode, VaultError> {
        let change = self.begin(EditKind::NewRecoveryCode, at).await?;
        change
            .write_code(secret, SlotKind::Recovery, RECOVERY_SLOT)
            .await
    }

    /// Whether a secret opens this vault. Takes about a second with a passphrase, on a thread of its own.
    ///
    /// # Errors
    /// [`VaultError::Secret`] if it does not.
    pub async fn check_secret(&self, secret: Secret) -> Result<(), VaultError> {
        let header = self.inside().await?.open()?.header.clone();
        let opened = spawn_blocking(move || header.unlock(&secret).map(drop)).await;
        opened
            .map_err(|_| OpenError::Io(std::io::ErrorKind::Interrupted))
            .flatten()
            .map_err(VaultError::Secret)
    }
}

impl Change<'_> {
    /// Makes a recovery code of this kind and writes it to its slot.
    pub(crate) async fn write_code(
        self,
        secret: Secret,
        kind: SlotKind,
        index: u8,
    ) -> Result<RecoveryCode, VaultError> {
        let made = self.replace_slot(secret, move |master, header| {
            let code = RecoveryCode::make()?;
            let slot = KeySlot::for_recovery(kind, master, &code, &header.vault_id(), index)?;
            header.set_slot(index, &slot);
            Ok(Some(Secret::Recovery(code)))
        });
        match made.await? {
            Secret::Recovery(code) => Ok(code),
            Secret::Passphrase(_) => Err(VaultError::Secret(OpenError::WrongRecoveryCode)),
        }
    }

    /// Lets `set` change the slots, and commits. The secret that `set` made must open the new header, or, if it made
    /// none, the given one; that secret is returned.
    pub(crate) async fn replace_slot(
        mut self,
        secret: Secret,
        set: impl FnOnce(&MasterKey, &mut Header) -> Result<Option<Secret>, OpenError> + Send + 'static,
    ) -> Result<Secret, VaultError> {
        self.mark(None);
        let (vault, at) = (self.vault(), self.at());
        vault.check_in_place()?;
        let (path, old) = (vault.path.clone(), self.header()?.clone());
        let replaced = spawn_blocking(move || replace_slot(&path, &old, secret, at, set)).await;
        let (new, opens) = replaced
            .map_err(|_| OpenError::Io(std::io::ErrorKind::Interrupted))
            .flatten()
            .map_err(VaultError::Secret)?;
        let old = std::mem::replace(self.header()?, new);
        if let Err(error) = self.commit().await {
            copies::write_both(&vault.path, &old)
                .map_err(|error| VaultError::Secret(error.into()))?;
            vault.inside().await?.open()?.header = old;
            return Err(error);
        }
        Ok(opens)
    }
}

fn replace_slot(
    path: &VaultPath,
    old: &Header,
    secret: Secret,
    at: Timestamp,
    set: impl FnOnce(&MasterKey, &mut Header) -> Result<Option<Secret>, OpenError>,
) -> Result<(Header, Secret), OpenError> {
    let (master, keys) = old.unlock(&secret)?;
    let mut new = old.clone();
    let opens = set(&master, &mut new)?.unwrap_or(secret);
    new.touch(at);
    new.seal(&keys.header);
    copies::replace(path, old, &new, |staged| staged.unlock(&opens).map(drop))?;
    Ok((new, opens))
}
