//! Text in progress: overwritten in place, neither journalled nor audited, and there again after a lock.

use sqlx::Row;

use crate::error::VaultError;
use crate::ids::ClientId;
use crate::open_vault::Vault;
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
        let mut inside = self.inside().await?;
        self.check_in_place()?;
        sqlx::query("INSERT OR REPLACE INTO draft (key, client_id, body, at) VALUES (?, ?, ?, ?)")
            .bind(&draft.key)
            .bind(draft.client_id.map(String::from))
            .bind(&draft.body)
            .bind(draft.at.millis())
            .execute(inside.connection()?)
            .await?;
        Ok(())
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
        let mut inside = self.inside().await?;
        self.check_in_place()?;
        sqlx::query("DELETE FROM draft WHERE key = ?1")
            .bind(key)
            .execute(inside.connection()?)
            .await?;
        Ok(())
    }
}
