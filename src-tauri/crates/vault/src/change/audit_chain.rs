//! The audit trail: one row per changed record, each signed together with the row before it.
//!
//! content = HMAC-SHA256(record's salt, kind ‖ record ‖ content), empty where the record is gone
//! mac = HMAC-SHA256(`audit/v1`, seq ‖ change ‖ time ‖ edit ‖ kind ‖ record ‖ content ‖ mac before)
//! Every field is preceded by its length.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::bytes::{field, length_prefixed};
use crate::change::entry::Entry;
use crate::change::journal;
use crate::crypto::keys::{AuditKey, hmac_sha256};
use crate::error::VaultError;
use crate::record::ids::ClientId;
use crate::record::record_id::{RecordId, Stored};

/// The kind of a row about the vault as a whole.
pub const VAULT: &str = "vault";
/// The kind of a row about a client's journal.
pub const JOURNAL: &str = "journal";

/// The end of the chain; the next row is signed together with it.
pub struct Head {
    seq: i64,
    change: i64,
    mac: [u8; 32],
}

impl Head {
    /// Finds the end of the chain.
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

    /// Adds a row with the new content of a record.
    pub async fn append_record(
        &mut self,
        connection: &mut SqliteConnection,
        key: &AuditKey,
        entry: &Entry<'_>,
        record: &RecordId,
    ) -> Result<(), VaultError> {
        let stored = record.read(connection).await?;
        let content = stored
            .map(|stored| content_mac(record, &stored))
            .unwrap_or_default();
        self.append(
            connection,
            key,
            entry,
            record.kind.name(),
            &record.name(),
            &content,
        )
        .await
    }

    /// Adds a row with the new content of a client's journal.
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

    /// Adds a row about the vault as a whole.
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
        let mac = key.sign(&length_prefixed(
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

/// The MAC of a record's content, keyed by the record's own salt: without the salt not even a short value can be guessed.
pub fn content_mac(record: &RecordId, stored: &Stored) -> Vec<u8> {
    let fields = length_prefixed(
        &[],
        &[
            record.kind.name().as_bytes(),
            record.name().as_bytes(),
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
    let (mut last, mut newest) = (Link::before_the_first(), Newest::new());
    loop {
        let links = links_after(connection, last.seq).await?;
        if links.is_empty() {
            return Ok(Some((last.seq, newest)));
        }
        for mut link in links {
            if link.seq != last.seq + 1 || link.mac != link.sign(key, &last.mac) {
                return Ok(None);
            }
            if link.kind != VAULT {
                let record = (
                    std::mem::take(&mut link.kind),
                    std::mem::take(&mut link.record),
                );
                newest.insert(record, std::mem::take(&mut link.content));
            }
            last = link;
        }
    }
}

/// Signs the whole chain again with another key.
///
/// # Errors
/// [`VaultError::DatabaseDamaged`] if a link is broken: a new signature must not hide that.
pub async fn sign_anew(
    connection: &mut SqliteConnection,
    old: &AuditKey,
    new: &AuditKey,
) -> Result<(), VaultError> {
    let (mut last, mut mac_before) = (Link::before_the_first(), vec![0; 32]);
    loop {
        let links = links_after(connection, last.seq).await?;
        if links.is_empty() {
            return Ok(());
        }
        for link in links {
            if link.seq != last.seq + 1 || link.mac != link.sign(old, &last.mac) {
                return Err(VaultError::DatabaseDamaged);
            }
            mac_before = link.sign(new, &mac_before);
            sqlx::query("UPDATE audit SET mac = ?1 WHERE seq = ?2")
                .bind(&mac_before)
                .bind(link.seq)
                .execute(&mut *connection)
                .await?;
            last = link;
        }
    }
}

/// A row of the trail.
struct Link {
    seq: i64,
    change: i64,
    at: i64,
    edit: String,
    kind: String,
    record: String,
    content: Vec<u8>,
    mac: Vec<u8>,
}

impl Link {
    /// The link before the first row.
    fn before_the_first() -> Self {
        Self {
            seq: 0,
            change: 0,
            at: 0,
            edit: String::new(),
            kind: String::new(),
            record: String::new(),
            content: Vec::new(),
            mac: vec![0; 32],
        }
    }

    /// The MAC it should have.
    fn sign(&self, key: &AuditKey, mac_before: &[u8]) -> Vec<u8> {
        let texts = [
            self.edit.as_bytes(),
            self.kind.as_bytes(),
            self.record.as_bytes(),
            &self.content,
            mac_before,
        ];
        let signed = key.sign(&length_prefixed(&[self.seq, self.change, self.at], &texts));
        signed.to_vec()
    }
}

async fn links_after(connection: &mut SqliteConnection, seq: i64) -> Result<Vec<Link>, VaultError> {
    let select = "SELECT seq, change, at, edit, kind, record, content, mac FROM audit WHERE seq > ?1 \
                  ORDER BY seq LIMIT 500";
    let rows = sqlx::query(select).bind(seq).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            Ok(Link {
                seq: row.try_get(0)?,
                change: row.try_get(1)?,
                at: row.try_get(2)?,
                edit: row.try_get(3)?,
                kind: row.try_get(4)?,
                record: row.try_get(5)?,
                content: row.try_get(6)?,
                mac: row.try_get(7)?,
            })
        })
        .collect()
}
