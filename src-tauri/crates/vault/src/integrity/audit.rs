//! Reads the audit trail page by page, newest first.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::change::audit_chain::{JOURNAL, VAULT};
use crate::change::erasing::CERTIFICATE;
use crate::error::VaultError;
use crate::record::ids::ClientId;
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;

/// How many rows are read at once.
const BATCH: i64 = 500;

/// Selects lines of the trail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only of this client.
    pub client: Option<ClientId>,
    /// No line before this time.
    pub from: Option<Timestamp>,
    /// Only lines before this time.
    pub until: Option<Timestamp>,
}

/// One line of the trail: an edit of one record, or of the vault as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number; counts up.
    pub seq: i64,
    /// The number of the change it belongs to.
    pub change: i64,
    /// When.
    pub at: Timestamp,
    /// The code of an [`EditKind`](crate::EditKind), after `undo_` or `redo_` if it was undone or redone.
    pub edit: String,
    /// The kind of record; `vault` for the vault as a whole, `journal` for the undo journal of a client,
    /// `certificate` for an erased client.
    pub kind: String,
    /// The record.
    pub record: String,
    /// The client, if the vault still names them.
    pub client: Option<ClientId>,
}

/// A page of the trail, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The lines.
    pub lines: Vec<AuditLine>,
    /// Whether older ones follow.
    pub more: bool,
}

impl Vault {
    /// The newest `limit` lines that match the filter, or the newest before the line `before`.
    ///
    /// # Errors
    /// As every use of an open vault.
    pub async fn audit(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: usize,
    ) -> Result<AuditPage, VaultError> {
        let mut inside = self.inside().await?;
        let connection = inside.connection()?;
        let owners = owners(connection).await?;
        let mut of_change = match before {
            Some(before) => OfChange::cut_at(connection, before).await?,
            None => OfChange::default(),
        };
        let (mut last, mut lines) = (before.unwrap_or(i64::MAX), Vec::new());
        loop {
            let rows = older(connection, filter, last).await?;
            for row in &rows {
                let mut line = read(row)?;
                last = line.seq;
                of_change.see(&line);
                line.client = match line.kind.as_str() {
                    VAULT => None,
                    kind if names_client(kind) => line.record.parse().ok(),
                    _ => owner(&owners, &line.record).or_else(|| of_change.only_client()),
                };
                if filter.client.is_some() && line.client != filter.client {
                    continue;
                }
                if lines.len() == limit {
                    return Ok(AuditPage { lines, more: true });
                }
                lines.push(line);
            }
            if rows.is_empty() {
                return Ok(AuditPage { lines, more: false });
            }
        }
    }
}

/// The clients of one change. Each client has a line for their journal after the lines of the records, so a reader
/// going backwards finds it first. It names the client of a record whose course is gone.
#[derive(Default)]
struct OfChange {
    change: i64,
    clients: Vec<ClientId>,
}

impl OfChange {
    /// For a page that may begin in the middle of a change.
    async fn cut_at(connection: &mut SqliteConnection, before: i64) -> Result<Self, VaultError> {
        let select = "SELECT seq, change, at, edit, kind, record FROM audit WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
        let (mut next, mut found) = (before, Self::default());
        loop {
            let rows = sqlx::query(select)
                .bind(next)
                .bind(BATCH)
                .fetch_all(&mut *connection)
                .await?;
            for row in &rows {
                let line = read(row)?;
                next = line.seq + 1;
                if found.change != 0 && found.change != line.change {
                    return Ok(found);
                }
                found.see(&line);
            }
            if rows.is_empty() {
                return Ok(found);
            }
        }
    }

    fn see(&mut self, line: &AuditLine) {
        if self.change != line.change {
            *self = Self {
                change: line.change,
                clients: Vec::new(),
            };
        }
        if line.kind == JOURNAL {
            self.clients.extend(line.record.parse::<ClientId>());
        }
    }

    /// None if the change was about several clients.
    fn only_client(&self) -> Option<ClientId> {
        match self.clients.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

fn names_client(kind: &str) -> bool {
    [JOURNAL, CERTIFICATE].contains(&kind) || kind == course::storage::RecordKind::Client.name()
}

/// The client of each course.
async fn owners(connection: &mut SqliteConnection) -> Result<HashMap<String, String>, VaultError> {
    let rows = sqlx::query_as("SELECT id, client_id FROM course")
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().collect())
}

fn owner(owners: &HashMap<String, String>, record: &str) -> Option<ClientId> {
    let course = record.split_once('/').map_or(record, |(course, _)| course);
    owners.get(course).and_then(|client| client.parse().ok())
}

async fn older(
    connection: &mut SqliteConnection,
    filter: &AuditFilter,
    before: i64,
) -> Result<Vec<SqliteRow>, VaultError> {
    let select = "SELECT seq, change, at, edit, kind, record FROM audit
                  WHERE seq < ?1 AND at >= ?2 AND at < ?3 ORDER BY seq DESC LIMIT ?4";
    let rows = sqlx::query(select)
        .bind(before)
        .bind(filter.from.map_or(i64::MIN, Timestamp::millis))
        .bind(filter.until.map_or(i64::MAX, Timestamp::millis))
        .bind(BATCH)
        .fetch_all(connection)
        .await?;
    Ok(rows)
}

fn read(row: &SqliteRow) -> Result<AuditLine, VaultError> {
    Ok(AuditLine {
        seq: row.try_get(0)?,
        change: row.try_get(1)?,
        at: Timestamp::from_millis(row.try_get(2)?),
        edit: row.try_get(3)?,
        kind: row.try_get(4)?,
        record: row.try_get(5)?,
        client: None,
    })
}
