//! What undo needs: for each change and client, every record before and after.

use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::audit::Entry;
use crate::edit::{Edit, EditKind, EditLabel};
use crate::error::VaultError;
use crate::ids::ClientId;
use crate::place::{Image, Place};
use course::record::RecordKind;

/// How many changes of a client can be taken back.
const CAP: i64 = 200;

/// A record a change touched.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Touch {
    /// Which.
    pub place: Place,
    /// As it was; none if it was not there.
    pub before: Option<Image>,
    /// As it is now; none if it is gone.
    pub after: Option<Image>,
}

/// A change of one client, read back.
pub struct Journalled {
    /// Its number.
    pub change: i64,
    /// What it was.
    pub label: EditLabel,
    /// What it touched.
    pub touches: Vec<Touch>,
}

/// Which way through the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Back: the newest change that stands.
    Undo,
    /// Forth: the oldest change that was taken back.
    Redo,
}

/// Writes a change down and forgets what could be redone. A change that cannot be undone also forgets what
/// came before it; of the others the newest 200 are kept.
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
    sqlx::query(
        "INSERT INTO journal (client_id, change, edit, about, at, state, images) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&client)
    .bind(entry.change)
    .bind(entry.edit)
    .bind(&edit.about)
    .bind(entry.at.millis())
    .bind(state)
    .bind(images)
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

/// The change whose turn it is, if there is one.
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
        label: EditLabel {
            kind,
            about: row.try_get(2)?,
        },
        touches: serde_json::from_str(&images).map_err(|_| damaged())?,
    }))
}

/// Says that the change was taken back, or made again.
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
