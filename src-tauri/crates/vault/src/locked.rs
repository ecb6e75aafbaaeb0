//! Creates a vault, and opens a locked one.

pub mod upgrade;

use std::fs;
use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::backup::restore::RestoreTarget;
use crate::crypto::kdf::KdfCost;
use crate::crypto::keys::Keys;
use crate::crypto::passphrase::Passphrase;
use crate::crypto::recovery_code::RecoveryCode;
use crate::crypto::secret_bytes::random;
use crate::crypto::unlock_secret::Secret;
use crate::error::OpenError;
use crate::header::copies::{self, Copies, Unlocked};
use crate::header::format::Header;
use crate::header::slot::SlotKind;
use crate::location::path::VaultPath;
use crate::location::platform;
use crate::location::relocate;
use crate::location::replace;
use crate::location::single_opener::SingleOpener;
use crate::locked::upgrade::BeforeUpgrade;
use crate::open::opening;
use crate::storage::database::{self, Expect};
use crate::storage::schema::{MIN_READER, SCHEMA};
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;

/// A locked vault.
pub struct LockedVault {
    path: VaultPath,
    before_upgrade: Option<BeforeUpgrade>,
}

/// The facts of the header that need no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderSummary {
    /// The id of the vault.
    pub vault_id: [u8; 16],
    /// When it was made.
    pub created: Timestamp,
    /// When a secret was last changed.
    pub changed: Timestamp,
    /// The salt of its passphrase: tells one passphrase from another.
    pub passphrase: Option<[u8; 32]>,
    /// Whether a recovery code opens it.
    pub has_recovery_code: bool,
}

impl LockedVault {
    /// The vault at `path`, if there is one that this program could open. First finishes a replacement of the vault that
    /// a killed program left.
    ///
    /// # Errors
    /// As [`Self::unlock`], as far as it shows without a secret.
    pub fn at(path: VaultPath) -> Result<Self, OpenError> {
        replace::finish_interrupted(&path)?;
        Copies::read(&path)?.newest()?.check_versions(SCHEMA)?;
        Ok(Self {
            path,
            before_upgrade: None,
        })
    }

    /// Sets where a vault of an earlier schema is backed up before its upgrade. Without this, such a vault is not opened
    /// and stays as it is.
    #[must_use]
    pub fn backing_up(self, before: BeforeUpgrade) -> Self {
        Self {
            before_upgrade: Some(before),
            ..self
        }
    }

    /// The facts of the header that need no secret.
    ///
    /// # Errors
    /// As [`Self::at`].
    pub fn header_summary(&self) -> Result<HeaderSummary, OpenError> {
        let copies = Copies::read(&self.path)?;
        let header = copies.newest()?;
        Ok(HeaderSummary {
            vault_id: header.vault_id(),
            created: header.created(),
            changed: header.changed(),
            passphrase: header.passphrase_salt(),
            has_recovery_code: header.slots().any(|(_, slot)| slot.is(SlotKind::Recovery)),
        })
    }

    /// Creates a vault at `path` and returns it open, with its recovery code. It appears there complete or not at all.
    /// Takes about a second, on the calling thread.
    ///
    /// # Errors
    /// [`OpenError::AlreadyExists`] if anything but an empty folder is there.
    pub async fn create(
        path: VaultPath,
        passphrase: &Passphrase,
        cost: KdfCost,
        at: Timestamp,
    ) -> Result<(Vault, RecoveryCode), OpenError> {
        if path.is_away() {
            return Err(OpenError::Away);
        }
        replace::finish_interrupted(&path)?;
        refuse_if_taken(&path)?;
        let code = RecoveryCode::make()?;
        let (header, keys) = {
            let header = Header::new(random()?, MIN_READER, at);
            header.with_new_master_key(passphrase, cost, &code, at)?
        };
        if let Some(parent) = path.folder().parent() {
            fs::create_dir_all(parent)?;
        }
        let making = path.sibling(&format!(".{:016x}.new", u64::from_le_bytes(random()?)));
        if let Err(error) = build(&making, &header, &keys).await {
            // Files that cannot be removed hold no record.
            platform::remove_folder(making.folder()).ok();
            return Err(error);
        }
        if let Err(error) = move_into_place(&making, &path) {
            platform::remove_folder(making.folder()).ok();
            return Err(error);
        }
        let opener = SingleOpener::claim(&path)?;
        let unlocked = Unlocked {
            header,
            keys: Arc::new(keys),
            other_was_altered: false,
        };
        let vault = opening::open_database(path, opener, unlocked).await?;
        Ok((vault, code))
    }

    /// Opens it. Takes about a second with a passphrase, on a thread of its own.
    ///
    /// # Errors
    /// Every reason is its own [`OpenError`]; nothing was changed then.
    pub async fn unlock(&self, secret: Secret) -> Result<Vault, OpenError> {
        if !self.path.folder().is_dir() {
            return Err(self.path.why_missing());
        }
        let opener = SingleOpener::claim(&self.path)?;
        if replace::is_going_on(&self.path) {
            return Err(OpenError::InUse);
        }
        let copies = Copies::read(&self.path)?;
        let unlocked = spawn_blocking(move || copies.open(&secret, SCHEMA));
        let unlocked = unlocked
            .await
            .map_err(|_| OpenError::Io(std::io::ErrorKind::Interrupted))??;
        let before = self.before_upgrade.as_ref();
        let opener = upgrade::back_up_if_earlier(&self.path, opener, &unlocked, before).await?;
        let vault = opening::open_database(self.path.clone(), opener, unlocked).await?;
        relocate::remove_old_folder(&self.path);
        Ok(vault)
    }
}

impl RestoreTarget<'_> {
    /// The current vault, open, if this secret opens it: [`restore`](crate::restore()) keeps it as a backup then.
    ///
    /// # Errors
    /// [`OpenError::InUse`]. After any other error the files of the vault are kept as they are.
    pub async fn of_today(&self, secret: Secret) -> Result<Option<Vault>, OpenError> {
        let Ok(locked) = LockedVault::at(self.path.clone()) else {
            return Ok(None);
        };
        let before = BeforeUpgrade {
            backups: self.backups.to_owned(),
            at: self.at,
            local: self.local,
        };
        match locked.backing_up(before).unlock(secret).await {
            Ok(vault) => Ok(Some(vault)),
            Err(OpenError::InUse) => Err(OpenError::InUse),
            Err(_) => Ok(None),
        }
    }
}

fn refuse_if_taken(path: &VaultPath) -> Result<(), OpenError> {
    match fs::read_dir(path.folder()) {
        Ok(mut entries) => entries
            .next()
            .map_or(Ok(()), |_| Err(OpenError::AlreadyExists)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(OpenError::AlreadyExists)
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes all files of a new vault into a temporary folder.
async fn build(making: &VaultPath, header: &Header, keys: &Keys) -> Result<(), OpenError> {
    platform::make_private_folder(making.folder())?;
    let database = making.database();
    platform::open_private_file(&database)?.sync_all()?;
    let mut connection = database::open(&database, &keys.database, Expect::Empty).await?;
    let named = database::name(&mut connection, &header.vault_id()).await;
    database::close(connection).await?;
    named?;
    copies::write_both(making, header)?;
    platform::sync_folder(making.folder())?;
    Ok(())
}

fn move_into_place(making: &VaultPath, path: &VaultPath) -> Result<(), OpenError> {
    refuse_if_taken(path)?;
    if path.folder().is_dir() {
        fs::remove_dir(path.folder())?;
    }
    if let Err(error) = platform::rename(making.folder(), path.folder()) {
        // Another program may have created a vault there first.
        refuse_if_taken(path)?;
        return Err(error.into());
    }
    if let Some(parent) = path.folder().parent() {
        platform::sync_folder(parent)?;
    }
    Ok(())
}
