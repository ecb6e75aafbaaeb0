//! Drafts: text in progress, overwritten in place, neither journalled nor audited, and still there after a lock.

use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::bytes::length_prefixed;
use crate::crypto::keys::AuditKey;
use crate::error::VaultError;
use crate::record::ids::ClientId;
use crate::seeded;
use crate::storage::vault::{Open, Vault, roll_back};
use crate::timestamp::Timestamp;

/// An unfinished text.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Names the field that it belongs to. The window chooses the key.
    pub key: String,
    /// Its client.
    pub client_id: Option<ClientId>,
    /// The text.
    pub body: String,
    /// When it was last saved.
    pub at: Timestamp,
}

course::redacted!(Draft);

impl Vault {
    /// Saves a draft over the one with the same key.
    ///
    /// # Errors
    /// The draft was not saved then.
    pub async fn save_draft(&self, draft: &Draft) -> Result<(), VaultError> {
        let hostile = draft.body.contains('\u{202e}');
        assert!(
            !(hostile && seeded::fault("panics at hostile text")),
            "seeded"
        );
        self.write_drafts(async |connection| {
            let insert =
                "INSERT OR REPLACE INTO draft (key, client_id, body, at) VALUES (?, ?, ?, ?)";
            sqlx::query(insert)
                .bind(&draft.key)
                .bind(draft.client_id.map(String::from))
                .bind(&draft.body)
                .bind(draft.at.millis())
                .execute(connection)
                .await?;
            Ok(())
        })
        .await
    }

    /// The drafts whose keys begin with `prefix`.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn drafts(&self, prefix: &str) -> Result<Vec<Draft>, VaultError> {
        let mut inside = self.inside().await?;
        let select =
            sqlx::query("SELECT key, client_id, body, at FROM draft WHERE key >= ?1 ORDER BY key");
        let rows = select.bind(prefix).fetch_all(inside.connection()?).await?;
        let mut drafts = Vec::new();
        for row in rows {
            let key: String = row.try_get(0)?;
            if !key.starts_with(prefix) {
                break;
            }
            let client: Option<String> = row.try_get(1)?;
            drafts.push(Draft {
                key,
                client_id: client.and_then(|id| id.parse().ok()),
                body: row.try_get(2)?,
                at: Timestamp::from_millis(row.try_get(3)?),
            });
        }
        Ok(drafts)
    }

    /// Deletes a draft that has become a change, or was discarded.
    ///
    /// # Errors
    /// The draft still exists then.
    pub async fn drop_draft(&self, key: &str) -> Result<(), VaultError> {
        self.write_drafts(async |connection| {
            let delete = sqlx::query("DELETE FROM draft WHERE key = ?1").bind(key);
            delete.execute(connection).await?;
            Ok(())
        })
        .await
    }

    async fn write_drafts(
        &self,
        write: impl AsyncFnOnce(&mut SqliteConnection) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        self.check_writable()?;
        let mut inside = self.inside().await?;
        self.check_in_place()?;
        // If this future is dropped before the end, the next user of the connection rolls back.
        inside.leave_unfinished();
        let Open {
            connection, keys, ..
        } = inside.open()?;
        let written = async {
            sqlx::query("BEGIN IMMEDIATE")
                .execute(&mut *connection)
                .await?;
            write(connection).await?;
            seal(connection, &keys.audit).await?;
            sqlx::query("COMMIT").execute(&mut *connection).await?;
            Ok(())
        }
        .await;
        if written.is_err() {
            roll_back(connection).await?;
        }
        inside.finish();
        written
    }
}

/// One HMAC over all drafts: an old page of drafts copied back does not match it, nor does an old HMAC match the drafts.
async fn mac(connection: &mut SqliteConnection, key: &AuditKey) -> Result<String, VaultError> {
    let select = "SELECT key, client_id, body, at FROM draft ORDER BY key";
    let rows = sqlx::query(select).fetch_all(connection).await?;
    let mut bytes = Vec::new();
    for row in &rows {
        let [key, body] = [text(row, 0)?, text(row, 2)?];
        let client: Option<String> = row.try_get(1)?;
        let client = client.unwrap_or_default();
        bytes.extend(length_prefixed(
            &[row.try_get(3)?],
            &[key.as_bytes(), client.as_bytes(), body.as_bytes()],
        ));
    }
    Ok(key.sign_as_text(&bytes))
}

fn text(row: &SqliteRow, column: usize) -> Result<String, VaultError> {
    Ok(row.try_get(column)?)
}

async fn kept_mac(connection: &mut SqliteConnection) -> Result<Option<String>, VaultError> {
    let select = sqlx::query_scalar("SELECT value FROM meta WHERE name = 'drafts'");
    Ok(select.fetch_optional(connection).await?)
}

/// Writes the HMAC of the current drafts.
pub async fn seal(connection: &mut SqliteConnection, key: &AuditKey) -> Result<(), VaultError> {
    let mac = mac(connection, key).await?;
    sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES ('drafts', ?1)")
        .bind(mac)
        .execute(connection)
        .await?;
    Ok(())
}

/// The same, for a vault that has no such HMAC yet.
pub async fn seal_if_never(
    connection: &mut SqliteConnection,
    key: &AuditKey,
) -> Result<(), VaultError> {
    match kept_mac(connection).await? {
        Some(_) => Ok(()),
        None => seal(connection, key).await,
    }
}

/// Whether the drafts match their HMAC.
pub async fn intact(connection: &mut SqliteConnection, key: &AuditKey) -> Result<bool, VaultError> {
    Ok(kept_mac(connection).await? == Some(mac(connection, key).await?))
}
