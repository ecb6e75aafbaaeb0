//! Replaces the master key, for when someone may know the passphrase: a new database and new secrets.
//!
//! A new passphrase for the same master key would not help: someone with a copy of the old header can still open it
//! with the old passphrase. So everything is written again under new keys, verified, and then replaces the old vault
//! as a whole. If the program is killed at any point, one of the two is there.

use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Row};
use tokio::task::{JoinError, spawn_blocking};

use crate::backup::{ContentDigest, Progress};
use crate::change::audit_chain::{self, Head};
use crate::change::drafts;
use crate::change::edit::EditKind;
use crate::change::entry::Entry;
use crate::crypto::kdf::KdfCost;
use crate::crypto::keys::{DatabaseKey, Keys};
use crate::crypto::passphrase::Passphrase;
use crate::crypto::recovery_code::RecoveryCode;
use crate::crypto::unlock_secret::Secret;
use crate::error::{OpenError, VaultError};
use crate::header::copies::{self, Copies, Unlocked};
use crate::header::format::Header;

use crate::location::path::VaultPath;
use crate::location::platform;
use crate::location::replace::Replacement;
use crate::location::single_opener::SingleOpener;
use crate::open::opening;
use crate::secrets::recovery_codes;
use crate::storage::database::{self, Expect};
use crate::storage::schema::SCHEMA;
use crate::storage::vault::{Open, Vault};
use crate::timestamp::Timestamp;

/// The vault under its new master key.
pub struct Rekeyed {
    /// The open vault; or the reason why it does not open, though it has replaced the old one.
    pub vault: Result<Vault, OpenError>,
    /// Its recovery code, which is shown only once.
    pub code: RecoveryCode,
}

impl Vault {
    /// Replaces the master key and with it every secret. A colleague's code opens nothing any more. This `Vault` is locked
    /// then. Earlier backups still open with the old secrets.
    ///
    /// # Errors
    /// [`VaultError::Secret`] if `current` does not open the vault, or the new vault could not replace it. After any
    /// error the vault is as it was; it is still open unless the last step failed.
    pub async fn replace_master_key(
        &self,
        current: Secret,
        chosen: Passphrase,
        cost: KdfCost,
        at: Timestamp,
        progress: impl Fn(Progress),
    ) -> Result<Rekeyed, VaultError> {
        self.check_writable()?;
        let mut inside = self.inside().await?;
        self.check_in_place()?;
        let done = |percent| progress(Progress { percent });
        let open = inside.open()?;
        let old = open.header.clone();
        let made = spawn_blocking(move || new_header(&old, &current, chosen, cost, at)).await;
        let (header, keys, chosen, code) = finished(made).map_err(VaultError::Secret)?;
        done(20);
        // An earlier attempt that was cancelled may have left its database attached, whose file Windows cannot remove.
        detach(&mut open.connection).await.ok();
        let replacement = Replacement::begin(&self.path).map_err(VaultError::Secret)?;
        let making = replacement.making();
        let digest = ContentDigest::of(&mut open.connection).await?;
        export(&mut open.connection, &making, &keys.database).await?;
        done(40);
        renew(&making, open, &keys, at).await?;
        copies::write_both(&making, &header).map_err(|error| VaultError::Secret(error.into()))?;
        done(60);
        let (unlocked, code) = check(&making, chosen, code, &digest).await?;
        done(90);
        // From here on no file of the old vault may be open.
        inside.close().await?;
        let opener = self.release();
        let replaced = replacement.put_in_place(opener, None);
        replaced.map_err(VaultError::Secret)?;
        // From here on the old secrets do not open the vault, so no error may say that the vault is unchanged.
        let vault = match SingleOpener::claim(&self.path) {
            Ok(opener) => opening::open_database(self.path.clone(), opener, unlocked).await,
            Err(why) => Err(why),
        };
        done(100);
        Ok(Rekeyed { vault, code })
    }
}

fn finished<T>(joined: Result<Result<T, OpenError>, JoinError>) -> Result<T, OpenError> {
    joined
        .map_err(|_| OpenError::Io(std::io::ErrorKind::Interrupted))
        .flatten()
}

/// Checks the current secret, and makes a header of the same vault with a new master key.
fn new_header(
    old: &Header,
    current: &Secret,
    chosen: Passphrase,
    cost: KdfCost,
    at: Timestamp,
) -> Result<(Header, Keys, Passphrase, RecoveryCode), OpenError> {
    old.unlock(current)?;
    let code = RecoveryCode::make()?;
    let (header, keys) = old
        .without_secrets()
        .with_new_master_key(&chosen, cost, &code, at)?;
    Ok((header, keys, chosen, code))
}

/// Writes every table into a new database under another key.
async fn export(
    connection: &mut SqliteConnection,
    making: &VaultPath,
    key: &DatabaseKey,
) -> Result<(), VaultError> {
    let file = making.database();
    // SQLite fills an empty file that is there; one it makes itself could be read by others.
    platform::open_private_file(&file).map_err(crate::error::storage::StorageError::from)?;
    let file = file.to_str().ok_or(VaultError::Secret(OpenError::Io(
        std::io::ErrorKind::InvalidFilename,
    )))?;
    let pragma = key.as_pragma();
    sqlx::query("ATTACH DATABASE ?1 AS fresh KEY ?2")
        .bind(file)
        .bind(pragma.trim_matches('"'))
        .execute(&mut *connection)
        .await?;
    let exported = copy_all(connection).await;
    let detached = detach(connection).await;
    exported.and(detached)
}

async fn detach(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    let detach = sqlx::query("DETACH DATABASE fresh");
    detach.execute(connection).await?;
    Ok(())
}

async fn copy_all(connection: &mut SqliteConnection) -> Result<(), VaultError> {
    sqlx::query("SELECT sqlcipher_export('fresh')")
        .fetch_all(&mut *connection)
        .await?;
    // The export does not copy these two.
    for pragma in ["user_version", "application_id"] {
        let read = sqlx::query(AssertSqlSafe(format!("PRAGMA main.{pragma}")));
        let row = read.fetch_one(&mut *connection).await?;
        let number: i64 = row.try_get_unchecked(0)?;
        sqlx::query(AssertSqlSafe(format!("PRAGMA fresh.{pragma} = {number}")))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Signs again everything that the old keys signed, and adds the reason to the audit trail.
async fn renew(
    making: &VaultPath,
    old: &Open,
    keys: &Keys,
    at: Timestamp,
) -> Result<(), VaultError> {
    let opened = database::open(&making.database(), &keys.database, Expect::Schema).await;
    let mut connection = opened.map_err(VaultError::Secret)?;
    let renewed = sign_anew(&mut connection, old, keys, at).await;
    database::close(connection).await?;
    renewed
}

async fn sign_anew(
    connection: &mut SqliteConnection,
    old: &Open,
    keys: &Keys,
    at: Timestamp,
) -> Result<(), VaultError> {
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut *connection)
        .await?;
    audit_chain::sign_anew(connection, &old.keys.audit, &keys.audit).await?;
    recovery_codes::set_label(connection, None).await?;
    drafts::seal(connection, &keys.audit).await?;
    let mut head = Head::find(connection).await?;
    let entry = Entry {
        change: head.next_change(),
        at,
        edit: EditKind::ReplaceMasterKey.code(),
    };
    head.append_vault(connection, &keys.audit, &entry).await?;
    let clients: Vec<String> = sqlx::query_scalar("SELECT DISTINCT client_id FROM journal")
        .fetch_all(&mut *connection)
        .await?;
    for client in clients {
        let client = client.parse().map_err(|_| VaultError::DatabaseDamaged)?;
        head.append_journal(connection, &keys.audit, &entry, client)
            .await?;
    }
    sqlx::query("COMMIT").execute(connection).await?;
    Ok(())
}

/// Opens the new vault with each secret, and compares it with the old one.
async fn check(
    making: &VaultPath,
    chosen: Passphrase,
    code: RecoveryCode,
    digest: &ContentDigest,
) -> Result<(Unlocked, RecoveryCode), VaultError> {
    let copies = Copies::read(making).map_err(VaultError::Secret)?;
    let opened = spawn_blocking(move || {
        let code = Secret::Recovery(code);
        copies.open(&code, SCHEMA)?;
        let unlocked = copies.open(&Secret::Passphrase(chosen), SCHEMA)?;
        match code {
            Secret::Recovery(code) => Ok((unlocked, code)),
            Secret::Passphrase(_) => Err(OpenError::WrongRecoveryCode),
        }
    });
    let (unlocked, code) = finished(opened.await).map_err(VaultError::Secret)?;
    let opener = SingleOpener::claim(making).map_err(VaultError::Secret)?;
    let again = Unlocked {
        header: unlocked.header.clone(),
        keys: std::sync::Arc::clone(&unlocked.keys),
        other_was_altered: false,
    };
    let vault = opening::open_database(making.clone(), opener, again)
        .await
        .map_err(VaultError::Secret)?;
    let same = async {
        let found = ContentDigest::of(vault.inside().await?.connection()?).await?;
        let sound = vault.verify().await?.iter().all(|step| step.ok);
        Ok::<bool, VaultError>(found == *digest && sound)
    };
    let same = same.await;
    vault.lock().await?;
    if same? {
        Ok((unlocked, code))
    } else {
        Err(VaultError::DatabaseDamaged)
    }
}
