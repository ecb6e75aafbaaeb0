//! Text in progress: overwritten in place, neither journalled nor audited, and there again after a lock.

use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::bytes::length_prefixed;
use crate::crypto::keys::AuditKey;
use crate::error::VaultError;
use crate::record::ids::ClientId;
use crate::seeded;
use crate::storage::vault::{Open, Vault, roll_back};
use crate::timestamp::Timestamp;

/// A text somebody was in the middle of.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where it belongs, in the window's own words.
    pub key: String,
    /// Whose it is.
    pub client_id: Option<ClientId>,
    /// The text.
    pub body: String,
    /// When it was last kept.
    pub at: Timestamp,
}

course::redacted!(Draft);

impl Vault {
    /// Keeps a text in progress, over the one with the same key.
    ///
    /// # Errors
    /// Nothing was kept then.
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

    /// The texts in progress whose keys begin so.
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

    /// Forgets a text that has become a change, or was thrown away.
    ///
    /// # Errors
    /// It is still there then.
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
        // Should this be dropped half way, the next to come rolls back.
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

/// What the drafts are by the last that was written of them, in one HMAC: a page of drafts copied back does not fit it,
/// nor does an old HMAC fit the drafts.
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

/// Writes down what the drafts are now.
pub async fn seal(connection: &mut SqliteConnection, key: &AuditKey) -> Result<(), VaultError> {
    let mac = mac(connection, key).await?;
    sqlx::query("INSERT OR REPLACE INTO meta (name, value) VALUES ('drafts', ?1)")
        .bind(mac)
        .execute(connection)
        .await?;
    Ok(())
}

/// The same for a vault in which no Kith did so yet.
pub async fn seal_if_never(
    connection: &mut SqliteConnection,
    key: &AuditKey,
) -> Result<(), VaultError> {
    match kept_mac(connection).await? {
        Some(_) => Ok(()),
        None => seal(connection, key).await,
    }
}

/// Whether the drafts are as they were written.
pub async fn intact(connection: &mut SqliteConnection, key: &AuditKey) -> Result<bool, VaultError> {
    Ok(kept_mac(connection).await? == Some(mac(connection, key).await?))
}
