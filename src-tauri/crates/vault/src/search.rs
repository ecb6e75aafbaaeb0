//! Searches clients, people, notes, events and all other text of a course. Struck notes are found too, and marked as
//! struck.

mod found;
pub mod index;
mod map_text;
mod words;

use course::storage::RecordKind;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::crypto::secret_bytes::random;
use crate::error::VaultError;
use crate::record::record_id::kind_named;
use crate::storage::vault::Vault;

pub use found::{Found, Part};

const CLIENTS: &str = "
    SELECT client.id, NULL, 'client', '', NULL, 0, highlight(note_text, 0, ?2, ?2)
    FROM note_text JOIN client ON client.number = note_text.rowid
    WHERE note_text MATCH ?1 AND note_text.rowid < 0 ORDER BY note_text.rowid DESC LIMIT ?3";

const RECORDS: &str = "
    SELECT course.client_id, course.id, record.kind, record.key, record.slot,
           record.kind = 'session' AND record.body ->> '$.struck_reason' IS NOT NULL,
           highlight(note_text, 0, ?2, ?2)
    FROM note_text JOIN record ON record.number = note_text.rowid JOIN course ON course.id = record.course_id
    WHERE note_text MATCH ?1 AND note_text.rowid > 0 ORDER BY note_text.rowid DESC LIMIT ?3";

impl Vault {
    /// The records that hold all these words; the last may be the beginning of a word. Clients come first, then working
    /// maps, then the rest, newest first. Accents and case do not matter. `typed` has no syntax, only words.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn search(&self, typed: &str, limit: u32) -> Result<Vec<Found>, VaultError> {
        let Some(asked) = words::asked(typed) else {
            return Ok(Vec::new());
        };
        // Random, so that no text contains it.
        let border = format!("{:032x}", u128::from_le_bytes(random()?));
        let mut inside = self.inside().await?;
        let connection = inside.connection()?;
        map_text::read(connection).await?;
        let found = everywhere(connection, &asked, &border, limit).await;
        map_text::forget(connection).await?;
        found
    }
}

async fn everywhere(
    connection: &mut SqliteConnection,
    asked: &str,
    border: &str,
    limit: u32,
) -> Result<Vec<Found>, VaultError> {
    let mut found = Vec::new();
    for select in [CLIENTS, map_text::FOUND, RECORDS] {
        let left = i64::from(limit).saturating_sub(i64::try_from(found.len()).unwrap_or(i64::MAX));
        let rows = sqlx::query(select)
            .bind(asked)
            .bind(border)
            .bind(left)
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            found.push(read(row, border)?);
        }
    }
    Ok(found)
}

fn read(row: &SqliteRow, border: &str) -> Result<Found, VaultError> {
    let (client, course, kind): (String, Option<String>, String) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let text: String = row.try_get(6)?;
    let kind = match course {
        Some(_) => kind_named(&kind)?,
        None => RecordKind::Client,
    };
    let damaged = || VaultError::damaged(kind, &client);
    Ok(Found {
        client_id: client.parse().map_err(|_| damaged())?,
        course_id: course
            .map(|id| id.parse())
            .transpose()
            .map_err(|_| damaged())?,
        kind,
        key: row.try_get(3)?,
        slot: row.try_get(4)?,
        struck: row.try_get(5)?,
        snippet: words::snippet(text.split(border)),
    })
}
