//! Reads clients.

use course::people::Client;
use course::storage::RecordKind;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::error::VaultError;
use crate::record::ids::ClientId;
use crate::record::listing::Listing;
use crate::storage::vault::Vault;

/// A client as stored.
#[derive(Clone, PartialEq)]
pub struct ClientRow {
    /// Its id.
    pub id: ClientId,
    /// Whether the client is archived.
    pub archived: bool,
    /// The client's data.
    pub client: Client,
}

course::redacted!(ClientRow);

impl Vault {
    /// All clients, by code.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn clients(&self) -> Result<Listing<ClientRow>, VaultError> {
        let mut inside = self.inside().await?;
        let select = sqlx::query("SELECT id, archived, body FROM client ORDER BY code");
        let rows = select.fetch_all(inside.connection()?).await?;
        Listing::collect(rows.iter().map(read_client))
    }

    /// One client.
    ///
    /// # Errors
    /// [`VaultError::NotFound`], [`VaultError::Damaged`].
    pub async fn client(&self, id: ClientId) -> Result<ClientRow, VaultError> {
        let mut inside = self.inside().await?;
        let (archived, body) = client_row(inside.connection()?, id).await?;
        Ok(ClientRow {
            id,
            archived,
            client: parse_client(id, &body)?,
        })
    }
}

fn read_client(row: &SqliteRow) -> Result<ClientRow, VaultError> {
    let text: String = row.try_get(0)?;
    let id = text
        .parse()
        .map_err(|_| VaultError::damaged(RecordKind::Client, &text))?;
    let body: String = row.try_get(2)?;
    Ok(ClientRow {
        id,
        archived: row.try_get(1)?,
        client: parse_client(id, &body)?,
    })
}

/// The client in this JSON.
pub fn parse_client(id: ClientId, body: &str) -> Result<Client, VaultError> {
    serde_json::from_str(body).map_err(|_| VaultError::damaged(RecordKind::Client, id))
}

/// Whether the client is archived, and the client as JSON.
pub async fn client_row(
    connection: &mut SqliteConnection,
    id: ClientId,
) -> Result<(bool, String), VaultError> {
    let select =
        sqlx::query_as("SELECT archived, body FROM client WHERE id = ?1").bind(id.to_string());
    select
        .fetch_optional(connection)
        .await?
        .ok_or(VaultError::NotFound(RecordKind::Client))
}
