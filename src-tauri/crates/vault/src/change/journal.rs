//! The journal for undo: for each change and client, every record before and after.

use std::collections::BTreeMap;

use course::storage::RecordKind;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::bytes::length_prefixed;
use crate::change::edit::{Edit, EditKind};
use crate::change::entry::Entry;
use crate::crypto::keys::{AuditKey, hmac_sha256};
use crate::crypto::secret_bytes::random;
use crate::error::VaultError;
use crate::record::ids::ClientId;
use crate::record::record_id::{Image, RecordId};

/// How many changes of a client can be undone.
const CAP: i64 = 200;

/// A record that a change wrote or deleted.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Touch {
    /// The record.
    #[serde(rename = "place")]
    pub record: RecordId,
    /// Its content before; none if it did not exist.
    pub before: Option<Image>,
    /// Its content after; none if it was deleted.
    pub after: Option<Image>,
}

impl Touch {
    /// Its content before it is turned in this direction.
    pub fn before_turn(&self, direction: Direction) -> Option<&Image> {
        match direction {
            Direction::Undo => self.after.as_ref(),
            Direction::Redo => self.before.as_ref(),
        }
    }

    /// Its content after it.
    pub fn after_turn(&self, direction: Direction) -> Option<&Image> {
        match direction {
            Direction::Undo => self.before.as_ref(),
            Direction::Redo => self.after.as_ref(),
        }
    }
}

/// A change of one client, read from the journal.
pub struct Journalled {
    /// Its number.
    pub change: i64,
    /// Its edit.
    pub label: Edit,
    /// The records it changed.
    pub touches: Vec<Touch>,
}

/// The signed columns of a row of the journal.
struct RowBody<'a> {
    change: i64,
    at: i64,
    edit: &'a str,
    about: Option<&'a str>,
    images: &'a str,
}

impl RowBody<'_> {
    fn mac(&self, salt: &[u8]) -> [u8; 32] {
        let about = self.about.map_or((&[0][..], ""), |about| (&[1][..], about));
        let texts = [
            self.edit.as_bytes(),
            about.0,
            about.1.as_bytes(),
            self.images.as_bytes(),
        ];
        hmac_sha256(salt, &length_prefixed(&[self.change, self.at], &texts))
    }
}

/// The direction through the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Back: the newest change that is not undone.
    Undo,
    /// Forward: the oldest change that was undone.
    Redo,
}

/// Writes a change and deletes the changes that could be redone. A change that cannot be undone also deletes all
/// changes before it; of the others the newest 200 are kept.
pub async fn append(
    connection: &mut SqliteConnection,
    client: ClientId,
    entry: &Entry<'_>,
    edit: &Edit,
    touches: &[Touch],
) -> Result<(), VaultError> {
    let client = client.to_string();
    let (state, forget, images) = if edit.kind.is_undoable() {
        let images = serde_json::to_string(touches).map_err(|_| VaultError::DatabaseDamaged)?;
        (
            "done",
            "DELETE FROM journal WHERE client_id = ?1 AND state = 'undone'",
            images,
        )
    } else {
        (
            "final",
            "DELETE FROM journal WHERE client_id = ?1",
            "[]".to_owned(),
        )
    };
    sqlx::query(forget)
        .bind(&client)
        .execute(&mut *connection)
        .await?;
    let row = RowBody {
        change: entry.change,
        at: entry.at.millis(),
        edit: entry.edit,
        // The label of a change that cannot be undone is never shown, and must not keep the name of an erased client.
        about: edit.about.as_deref().filter(|_| edit.kind.is_undoable()),
        images: &images,
    };
    let salt = random::<32>()?;
    sqlx::query(
        "INSERT INTO journal (client_id, change, edit, about, at, state, images, salt, mac)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&client)
    .bind(row.change)
    .bind(row.edit)
    .bind(row.about)
    .bind(row.at)
    .bind(state)
    .bind(row.images)
    .bind(salt.as_slice())
    .bind(row.mac(&salt).as_slice())
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "DELETE FROM journal WHERE client_id = ?1 AND change <=
         (SELECT change FROM journal WHERE client_id = ?1 ORDER BY change DESC LIMIT 1 OFFSET ?2)",
    )
    .bind(&client)
    .bind(CAP)
    .execute(connection)
    .await?;
    Ok(())
}

/// The change that is undone or redone next, if there is one.
pub async fn next(
    connection: &mut SqliteConnection,
    client: ClientId,
    direction: Direction,
) -> Result<Option<Journalled>, VaultError> {
    let select = match direction {
        Direction::Undo => {
            "SELECT change, edit, about, images, state FROM journal
             WHERE client_id = ?1 AND state <> 'undone' ORDER BY change DESC LIMIT 1"
        }
        Direction::Redo => {
            "SELECT change, edit, about, images, state FROM journal
             WHERE client_id = ?1 AND state = 'undone' ORDER BY change LIMIT 1"
        }
    };
    let Some(row) = sqlx::query(select)
        .bind(client.to_string())
        .fetch_optional(connection)
        .await?
    else {
        return Ok(None);
    };
    if row.try_get::<String, _>(4)? == "final" {
        return Ok(None);
    }
    let damaged = || VaultError::damaged(RecordKind::Client, client);
    let (code, images): (String, String) = (row.try_get(1)?, row.try_get(3)?);
    let kind = EditKind::from_code(&code).ok_or_else(damaged)?;
    Ok(Some(Journalled {
        change: row.try_get(0)?,
        label: Edit {
            kind,
            about: row.try_get(2)?,
        },
        touches: serde_json::from_str(&images).map_err(|_| damaged())?,
    }))
}

/// The clients who are no longer in the vault and have changes to redo, the newest first.
pub async fn without_client(
    connection: &mut SqliteConnection,
) -> Result<Vec<ClientId>, VaultError> {
    let select = "SELECT DISTINCT client_id FROM journal
         WHERE state = 'undone' AND client_id NOT IN (SELECT id FROM client) ORDER BY client_id DESC";
    let rows = sqlx::query(select).fetch_all(connection).await?;
    // An id that cannot be read belongs to no client. The integrity check reports it.
    let ids = rows
        .iter()
        .map(|row| row.try_get::<String, _>(0))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Marks the change as undone or redone.
pub async fn turn(
    connection: &mut SqliteConnection,
    client: ClientId,
    change: i64,
    direction: Direction,
) -> Result<(), VaultError> {
    let state = match direction {
        Direction::Undo => "undone",
        Direction::Redo => "done",
    };
    sqlx::query("UPDATE journal SET state = ?1 WHERE client_id = ?2 AND change = ?3")
        .bind(state)
        .bind(client.to_string())
        .bind(change)
        .execute(connection)
        .await?;
    Ok(())
}

/// The content of a client's journal in the audit trail: an HMAC over number, state and MAC of every row; empty if
/// there is no row.
pub async fn content(
    connection: &mut SqliteConnection,
    key: &AuditKey,
    client: &str,
) -> Result<Vec<u8>, VaultError> {
    let select = "SELECT change, state, mac FROM journal WHERE client_id = ?1 ORDER BY change";
    let rows = sqlx::query(select)
        .bind(client)
        .fetch_all(connection)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut bytes = Vec::new();
    for row in rows {
        let (state, mac): (String, Vec<u8>) = (row.try_get(1)?, row.try_get(2)?);
        bytes.extend(length_prefixed(
            &[row.try_get(0)?],
            &[state.as_bytes(), &mac],
        ));
    }
    Ok(key.sign(&bytes).to_vec())
}

/// The clients with a journal, and whether every row of it is unchanged.
pub async fn intact(
    connection: &mut SqliteConnection,
) -> Result<BTreeMap<String, bool>, VaultError> {
    let select = "SELECT client_id, change, at, edit, about, images, salt, mac FROM journal";
    let rows = sqlx::query(select).fetch_all(connection).await?;
    let mut clients = BTreeMap::new();
    for row in rows {
        let (edit, about, images): (String, Option<String>, String) =
            (row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
        let (salt, mac): (Vec<u8>, Vec<u8>) = (row.try_get(6)?, row.try_get(7)?);
        let body = RowBody {
            change: row.try_get(1)?,
            at: row.try_get(2)?,
            edit: &edit,
            about: about.as_deref(),
            images: &images,
        };
        *clients.entry(row.try_get(0)?).or_insert(true) &= mac == body.mac(&salt);
    }
    Ok(clients)
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;
    use crate::practice::*;

    #[tokio::test]
    async fn the_newest_two_hundred_changes_of_each_client_are_kept() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        let mut inside = vault.inside().await.unwrap();
        let connection = inside.connection().unwrap();
        sqlx::query("BEGIN")
            .execute(&mut *connection)
            .await
            .unwrap();
        let edit = Edit::from(EditKind::WriteNote);
        let entry = |change| Entry {
            change,
            at: minute(change),
            edit: edit.kind.code(),
        };
        append(connection, client(2), &entry(1), &edit, &[])
            .await
            .unwrap();
        for change in 2..=206 {
            append(connection, client(1), &entry(change), &edit, &[])
                .await
                .unwrap();
        }
        let mut oldest = 0;
        let mut undone = 0;
        for _ in 0..300 {
            let found = next(connection, client(1), Direction::Undo).await;
            let Some(found) = found.unwrap() else { break };
            turn(connection, client(1), found.change, Direction::Undo)
                .await
                .unwrap();
            oldest = found.change;
            undone += 1;
        }
        assert_eq!((undone, oldest), (200, 7), "the journal has a limit");
        let other = next(connection, client(2), Direction::Undo).await.unwrap();
        assert!(
            other.is_some_and(|found| found.change == 1),
            "the journal of the other client is unchanged"
        );
        sqlx::query("ROLLBACK").execute(connection).await.unwrap();
        drop(inside);
        vault.lock().await.unwrap();
    }
}
