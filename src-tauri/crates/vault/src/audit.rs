//! The audit trail: one row per touched record, chained.
//!
//! content = HMAC-SHA256(record's salt, kind ‖ record ‖ content), empty where the record is gone
//! mac = HMAC-SHA256(`audit/v1`, seq ‖ change ‖ time ‖ edit ‖ kind ‖ record ‖ content ‖ mac before)
//! Every field is preceded by its length.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::error::VaultError;
use crate::ids::ClientId;
use crate::journal;
use crate::keys::{AuditKey, hmac_sha256};
use crate::layout::field;
use crate::place::{Place, Stored};
use crate::timestamp::Timestamp;

/// The kind of what concerns the vault as a whole.
pub const VAULT: &str = "vault";
/// The kind of a client's journal.
pub const JOURNAL: &str = "journal";

/// The end of the chain, to which the next row is tied.
pub struct Head {
    seq: i64,
    change: i64,
    mac: [u8; 32],
}

/// What one change has to say.
pub struct Entry<'a> {
    /// Its number.
    pub change: i64,
    /// When.
    pub at: Timestamp,
    /// What was done.
    pub edit: &'a str,
}

impl Head {
    /// Where the chain ends now.
    pub async fn find(connection: &mut SqliteConnection) -> Result<Self, VaultError> {
        let last = sqlx::query("SELECT seq, change, mac FROM audit ORDER BY seq DESC LIMIT 1");
        let Some(row) = last.fetch_optional(connection).await? else {
            return Ok(Self {
                seq: 0,
                change: 0,
                mac: [0; 32],
            });
        };
        let mac: Vec<u8> = row.try_get(2)?;
        Ok(Self {
            seq: row.try_get(0)?,
            change: row.try_get(1)?,
            mac: field(&mac, 0),
        })
    }

    /// The number of the next change.
    pub fn next_change(&self) -> i64 {
        self.change + 1
    }

    /// Says what became of a record.
    pub async fn append_record(
        &mut self,
        connection: &mut SqliteConnection,
        key: &AuditKey,
        entry: &Entry<'_>,
        place: &Place,
    ) -> Result<(), VaultError> {
        let stored = place.read(connection).await?;
        let content = stored
            .map(|stored| content_mac(place, &stored))
            .unwrap_or_default();
        self.append(
            connection,
            key,
            entry,
            place.kind.name(),
            &place.name(),
            &content,
        )
        .await
    }

    /// Says what the journal of a client is now.
    pub async fn append_journal(
        &mut self,
        connection: &mut SqliteConnection,
        key: &AuditKey,
        entry: &Entry<'_>,
        client: ClientId,
    ) -> Result<(), VaultError> {
        let client = client.to_string();
        let content = journal::content(connection, key, &client).await?;
        self.append(connection, key, entry, JOURNAL, &client, &content)
            .await
    }

    /// Says what was done with the vault as a whole.
    pub async fn append_vault(
        &mut self,
        connection: &mut SqliteConnection,
        key: &AuditKey,
        entry: &Entry<'_>,
    ) -> Result<(), VaultError> {
        self.append(connection, key, entry, VAULT, "", &[]).await
    }

    /// Adds a row.
    pub async fn append(
        &mut self,
        connection: &mut SqliteConnection,
        key: &AuditKey,
        entry: &Entry<'_>,
        kind: &str,
        record: &str,
        content: &[u8],
    ) -> Result<(), VaultError> {
        let seq = self.seq + 1;
        let mac = key.sign(&chained(
            &[seq, entry.change, entry.at.millis()],
            &[
                entry.edit.as_bytes(),
                kind.as_bytes(),
                record.as_bytes(),
                content,
                &self.mac,
            ],
        ));
        sqlx::query(
            "INSERT INTO audit (seq, change, at, edit, kind, record, content, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(seq)
        .bind(entry.change)
        .bind(entry.at.millis())
        .bind(entry.edit)
        .bind(kind)
        .bind(record)
        .bind(content)
        .bind(mac.as_slice())
        .execute(connection)
        .await?;
        *self = Self {
            seq,
            change: entry.change,
            mac,
        };
        Ok(())
    }
}

/// The MAC of what a record says, keyed by its own salt: without the salt not even a short value can be guessed.
pub fn content_mac(place: &Place, stored: &Stored) -> Vec<u8> {
    let fields = chained(
        &[],
        &[
            place.kind.name().as_bytes(),
            place.name().as_bytes(),
            &stored.image.content(),
        ],
    );
    hmac_sha256(&stored.salt, &fields).to_vec()
}

/// The newest content MAC of every record the trail names, by kind and name; empty where the record is gone.
pub type Newest = HashMap<(String, String), Vec<u8>>;

/// Walks the chain from its beginning; none if a link is broken.
pub async fn walk(
    connection: &mut SqliteConnection,
    key: &AuditKey,
) -> Result<Option<(i64, Newest)>, VaultError> {
    let (mut last, mut mac_before, mut newest) = (0_i64, [0; 32], Newest::new());
    loop {
        let select = "SELECT seq, change, at, edit, kind, record, content, mac FROM audit WHERE seq > ?1 \
                      ORDER BY seq LIMIT 500";
        let rows = sqlx::query(select)
            .bind(last)
            .fetch_all(&mut *connection)
            .await?;
        if rows.is_empty() {
            return Ok(Some((last, newest)));
        }
        for row in rows {
            let numbers: [i64; 3] = [row.try_get(0)?, row.try_get(1)?, row.try_get(2)?];
            let [edit, kind, record]: [String; 3] =
                [row.try_get(3)?, row.try_get(4)?, row.try_get(5)?];
            let (content, mac): (Vec<u8>, Vec<u8>) = (row.try_get(6)?, row.try_get(7)?);
            let texts = [
                edit.as_bytes(),
                kind.as_bytes(),
                record.as_bytes(),
                &content,
                &mac_before,
            ];
            let expected = key.sign(&chained(&numbers, &texts));
            if !numbers.starts_with(&[last + 1]) || mac != expected {
                return Ok(None);
            }
            last += 1;
            mac_before = expected;
            if kind != VAULT {
                newest.insert((kind, record), content);
            }
        }
    }
}

/// Fields, each preceded by its length.
pub fn chained(numbers: &[i64], texts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let numbers: Vec<[u8; 8]> = numbers.iter().map(|number| number.to_le_bytes()).collect();
    for field in numbers
        .iter()
        .map(<[u8; 8]>::as_slice)
        .chain(texts.iter().copied())
    {
        bytes.extend_from_slice(&(field.len() as u64).to_le_bytes());
        bytes.extend_from_slice(field);
    }
    bytes
}
