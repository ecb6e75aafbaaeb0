//! Backs up a vault of an earlier schema before it is upgraded.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::error::OpenError;
use crate::header::copies::Unlocked;
use crate::location::path::VaultPath;
use crate::location::platform::FileIdentity;
use crate::location::single_opener::SingleOpener;
use crate::seeded;
use crate::storage::database::{self, Expect};
use crate::storage::schema::SCHEMA;
use crate::storage::vault::{Open, Opening, Vault};
use crate::timestamp::Timestamp;

/// Folder and time of the backup that is made before an upgrade.
#[derive(Clone)]
pub struct BeforeUpgrade {
    /// The folder; made if it is missing.
    pub backups: PathBuf,
    /// Now.
    pub at: Timestamp,
    /// Now, in local time.
    pub local: NaiveDateTime,
}

/// Makes a backup of a vault of an earlier schema, and reads it back. The vault is unchanged until then; after a kill
/// the next start goes on.
///
/// # Errors
/// [`OpenError::NeedsBackup`] if no folder was given, [`OpenError::BackupFailed`] if the backup failed.
pub async fn back_up_if_earlier(
    path: &VaultPath,
    opener: SingleOpener,
    unlocked: &Unlocked,
    before: Option<&BeforeUpgrade>,
) -> Result<SingleOpener, OpenError> {
    let header = &unlocked.header;
    if header.for_readers_of(SCHEMA).is_none() {
        return Ok(opener);
    }
    let keys = &unlocked.keys;
    let mut connection = database::open(&path.database(), &keys.database, Expect::Schema).await?;
    let checked = async {
        database::check_name(&mut connection, &header.vault_id()).await?;
        let earlier = database::is_earlier(&mut connection).await?;
        Ok((earlier, FileIdentity::of(&path.database())?))
    };
    let (earlier, identity) = match checked.await {
        Ok(checked) => checked,
        Err(error) => {
            database::close(connection).await?;
            return Err(error);
        }
    };
    if !earlier {
        database::close(connection).await?;
        return Ok(opener);
    }
    let Some(before) = before else {
        database::close(connection).await?;
        return Err(OpenError::NeedsBackup);
    };
    let open = Open {
        connection,
        header: header.clone(),
        keys: Arc::clone(keys),
    };
    let vault = Vault::new(path.clone(), Opening::default(), identity, opener, open);
    if seeded::fault("an upgrade without a backup") {
        vault.lock().await?;
        return SingleOpener::claim(path);
    }
    let made = match fs::create_dir_all(&before.backups) {
        Ok(()) => vault
            .make_backup(&before.backups, before.at, before.local, |_| {})
            .await
            .map(|_| ()),
        Err(error) => Err(error.into()),
    };
    vault.lock().await?;
    made.map_err(OpenError::BackupFailed)?;
    SingleOpener::claim(path)
}
