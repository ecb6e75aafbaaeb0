//! A vault that is not open: making one, and opening it.

pub mod upgrade;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use sqlx::sqlite::SqliteConnection;
use tokio::task::spawn_blocking;

use crate::change::drafts;
use crate::change::erasing;
use crate::crypto::kdf::KdfCost;
use crate::crypto::keys::{Keys, MasterKey};
use crate::crypto::passphrase::Passphrase;
use crate::crypto::recovery_code::RecoveryCode;
use crate::crypto::secret_bytes::random;
use crate::crypto::unlock_secret::Secret;
use crate::error::{OpenError, VaultError};
use crate::header::copies::{self, Copies, Unlocked};
use crate::header::format::Header;
use crate::header::slot::{Slot, SlotKind};
use crate::integrity::damage;
use crate::location::path::VaultPath;
use crate::location::platform::{self, FileIdentity};
use crate::location::relocate;
use crate::location::replace;
use crate::location::single_opener::SingleOpener;
use crate::locked::upgrade::BeforeUpgrade;
use crate::open::torn_pages;
use crate::record::courses;
use crate::seeded;
use crate::storage::database::{self, Expect};
use crate::storage::freshness::Mark;
use crate::storage::schema::{self, MIN_READER, SCHEMA};
use crate::storage::vault::{Healing, Open, Opening, Vault};
use crate::timestamp::Timestamp;

/// The slots of the passphrase, of the recovery code, and of a colleague's.
pub const PASSPHRASE_SLOT: u8 = 0;
pub const RECOVERY_SLOT: u8 = 1;
pub const COLLEAGUE_SLOT: u8 = 2;

/// The first schema whose rows are known by their shape, so that a damaged database can be read without SQLite.
const FIRST_READABLE_IN_PIECES: u16 = 2;

/// A vault that lies here, locked.
pub struct LockedVault {
    path: VaultPath,
    before_upgrade: Option<BeforeUpgrade>,
}

/// What the header says without any secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderSummary {
    /// Which vault it is.
    pub vault_id: [u8; 16],
    /// When it was made.
    pub created: Timestamp,
    /// When a secret was last changed.
    pub changed: Timestamp,
    /// By what its passphrase is told from another.
    pub passphrase: Option<[u8; 32]>,
    /// Whether a recovery code opens it.
    pub has_recovery_code: bool,
}

impl LockedVault {
    /// The vault at `path`, if there is one that this program could open. One that was being put in the place
    /// of another when the program was killed is there first.
    ///
    /// # Errors
    /// As [`Self::unlock`], as far as it shows without a secret.
    pub fn at(path: VaultPath) -> Result<Self, OpenError> {
        replace::settle(&path)?;
        Copies::read(&path)?.newest()?.check_versions(SCHEMA)?;
        Ok(Self {
            path,
            before_upgrade: None,
        })
    }

    /// Says where a vault of an earlier schema is backed up before it is brought up to date; without this such a
    /// vault stays as it is, and closed.
    #[must_use]
    pub fn backing_up(self, before: BeforeUpgrade) -> Self {
        Self {
            before_upgrade: Some(before),
            ..self
        }
    }

    /// What the header says.
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

    /// Makes a vault at `path`, open, and the recovery code that opens it too. It appears there whole or not at
    /// all. Takes about a second, on the calling thread.
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
        replace::settle(&path)?;
        refuse_if_taken(&path)?;
        let code = RecoveryCode::make()?;
        let (header, keys) = first_header(passphrase, cost, &code, at)?;
        if let Some(parent) = path.folder().parent() {
            fs::create_dir_all(parent)?;
        }
        let making = path.sibling(&format!(".{:016x}.new", u64::from_le_bytes(random()?)));
        if let Err(error) = build(&making, &header, &keys).await {
            // Nothing was promised yet; what cannot be removed holds no record.
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
        let vault = open_database(path, opener, unlocked).await?;
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
        let vault = open_database(self.path.clone(), opener, unlocked).await?;
        relocate::remove_left(&self.path);
        Ok(vault)
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

fn first_header(
    passphrase: &Passphrase,
    cost: KdfCost,
    code: &RecoveryCode,
    at: Timestamp,
) -> Result<(Header, Keys), OpenError> {
    let header = Header::new(random()?, MIN_READER, at);
    with_secrets(header, passphrase, cost, code, at)
}

/// Puts a new master key behind a header, opened by these secrets.
pub fn with_secrets(
    mut header: Header,
    passphrase: &Passphrase,
    cost: KdfCost,
    code: &RecoveryCode,
    at: Timestamp,
) -> Result<(Header, Keys), OpenError> {
    let master = MasterKey::make()?;
    let vault_id = header.vault_id();
    let keys = master.keys(&vault_id)?;
    header.set_slot(
        PASSPHRASE_SLOT,
        &Slot::for_passphrase(&master, passphrase, cost, &vault_id, PASSPHRASE_SLOT)?,
    );
    header.set_slot(
        RECOVERY_SLOT,
        &Slot::for_recovery(SlotKind::Recovery, &master, code, &vault_id, RECOVERY_SLOT)?,
    );
    header.touch(at);
    header.seal(&keys.header);
    Ok((header, keys))
}

/// Everything of a new vault, in a folder nobody looks at yet.
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
        // Somebody else was faster.
        refuse_if_taken(path)?;
        return Err(error.into());
    }
    if let Some(parent) = path.folder().parent() {
        platform::sync_folder(parent)?;
    }
    Ok(())
}

pub async fn open_database(
    path: VaultPath,
    opener: SingleOpener,
    unlocked: Unlocked,
) -> Result<Vault, OpenError> {
    let Unlocked {
        mut header,
        keys,
        other_was_altered,
    } = unlocked;
    let file = path.database();
    let (mut connection, read_only) = match open_whole(&path, &mut header, &keys).await {
        Ok(connection) => (connection, None),
        Err(error @ (OpenError::DatabaseDamaged | OpenError::Io(_)))
            if header.min_reader() >= FIRST_READABLE_IN_PIECES =>
        {
            let (connection, found) = damage::read_after(error, &file, &keys.database).await?;
            (connection, Some(found))
        }
        Err(error) => return Err(error),
    };
    let rest = FileIdentity::of(&file)
        .map_err(OpenError::from)
        .and_then(|identity| Ok((identity, heal(&path, &header)?)));
    let (identity, healing) = match rest {
        Ok(rest) => rest,
        Err(error) => {
            database::close(connection).await?;
            return Err(error);
        }
    };
    // What is left of a damaged trail is no measure.
    let older = match read_only {
        None => older(&mut connection, &path, &header, &keys).await,
        Some(_) => None,
    };
    let opening = Opening {
        strengthen: header.is_weak(),
        healing,
        altered: other_was_altered,
        older,
    };
    let open = Open {
        connection,
        header,
        keys,
    };
    let vault = Vault::new(path, opening, identity, opener, open);
    Ok(vault.read_only_if(read_only))
}

/// Opens a database of which every page is whole, and makes it one of today.
async fn open_whole(
    path: &VaultPath,
    header: &mut Header,
    keys: &Arc<Keys>,
) -> Result<SqliteConnection, OpenError> {
    let file = path.database();
    let left_open = torn_pages::was_left_open(path);
    if left_open {
        // Before a journal is played back, pages may be half written.
        let connection = database::open(&file, &keys.database, Expect::Schema).await?;
        database::close(connection).await?;
    }
    let whole = seeded::fault("nobody sees damage")
        || has_whole_pages(file.clone(), Arc::clone(keys)).await;
    let mut connection = database::open(&file, &keys.database, Expect::Schema).await?;
    let made = async {
        if left_open && !whole && database::has_damaged_pages(&mut connection).await? {
            // What cannot be put right is seen at once.
            torn_pages::write_free_pages(&mut connection).await.ok();
        }
        if !whole && database::has_damaged_pages(&mut connection).await? {
            return Err(OpenError::DatabaseDamaged);
        }
        database::check_name(&mut connection, &header.vault_id()).await?;
        if database::is_earlier(&mut connection).await? {
            schema::bring_up_to_date(&mut connection).await?;
        }
        raise_min_reader(path, header, keys);
        let refreshed = async {
            courses::refresh_glances(&mut connection).await?;
            drafts::seal_if_never(&mut connection, &keys.audit).await?;
            erasing::finish(&mut connection, &keys.audit).await
        };
        match refreshed.await {
            // Nor is a full disk a reason to keep anyone out.
            Ok(()) | Err(VaultError::ReadOnly | VaultError::DiskFull) => Ok(()),
            Err(error) => Err(error.into()),
        }
    };
    match made.await {
        Ok(()) => Ok(connection),
        Err(error) => {
            database::close(connection).await?;
            Err(error)
        }
    }
}

/// Whether every page fits, seen on all cores; whatever does not is looked at once more by SQLite, which knows better.
async fn has_whole_pages(file: PathBuf, keys: Arc<Keys>) -> bool {
    spawn_blocking(move || damage::pages::all_fit(&file, &keys.database))
        .await
        .unwrap_or(false)
}

/// When what was last used here was last changed, if this is not that, nor went on from there.
async fn older(
    connection: &mut SqliteConnection,
    path: &VaultPath,
    header: &Header,
    keys: &Keys,
) -> Option<Timestamp> {
    let mark = Mark::kept(path, &header.vault_id(), &keys.state)?;
    // What cannot be read now is found damaged by whoever reads it.
    let reached = mark.is_reached(connection).await.unwrap_or(true);
    mark.at().filter(|_| !reached)
}

/// Tells earlier programs by the header that they cannot read the vault; the database tells them too. It comes
/// after the database: killed between, or without room for it, no one is kept out of what they can still read.
fn raise_min_reader(path: &VaultPath, header: &mut Header, keys: &Keys) {
    let Some(mut raised) = header.for_readers_of(MIN_READER) else {
        return;
    };
    raised.seal(&keys.header);
    if copies::replace(path, header, &raised, |_| Ok(())).is_ok() {
        *header = raised;
    }
}

/// Makes both copies bear the header that opened. That it cannot is no reason to keep anyone out.
fn heal(path: &VaultPath, header: &Header) -> Result<Healing, OpenError> {
    if Copies::read(path)?.both_are(header) {
        return Ok(Healing::NotNeeded);
    }
    Ok(copies::write_both(path, header).map_or(Healing::Failed, |()| Healing::Done))
}
