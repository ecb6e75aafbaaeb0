//! Counts and digests of all records, to compare a copy with its original.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use course::storage::RecordKind;
use ring::digest::{Context, SHA256, digest};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::bytes::field;
use crate::bytes::length_prefixed;
use crate::error::VaultError;
use crate::record::record_id::RecordId;

/// Count and digest of the records of one kind.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The kind as the audit trail names it, or `draft`, or `journal`.
    pub kind: String,
    /// How many.
    pub count: u32,
    /// SHA-256 over the content of all of them, in any order.
    pub(crate) digest: [u8; 32],
}

/// Counts and digests of all records of a vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentDigest {
    /// Every kind, in a fixed order.
    pub counted: Vec<Counted>,
    /// The day of the newest session with a note.
    pub newest_note: Option<NaiveDate>,
}

impl ContentDigest {
    /// Reads every record, text in progress and undo entry.
    pub async fn of(connection: &mut SqliteConnection) -> Result<Self, VaultError> {
        let mut count = Count::default();
        while count.next(connection).await? {}
        count.with_drafts(connection).await
    }
}

/// The date of a note.
#[derive(Deserialize)]
struct Dated {
    date: Option<NaiveDate>,
}

/// How many records are read at a time.
const BATCH: i64 = 1_000;

/// A batch of records as one text: one row per record would take SQLite's thread longer than all the rest.
const RECORDS: &str =
    "SELECT json_group_array(json_array(course_id, kind, key, position, body)) FROM (
    SELECT course_id, kind, key, position, body FROM record
    WHERE (course_id, kind, key) > (?1, ?2, ?3) ORDER BY course_id, kind, key LIMIT ?4)";

/// The same of undo entries, each with its MAC.
const JOURNAL: &str =
    "SELECT json_group_array(json_array(client_id, change, state, hex(mac))) FROM (
    SELECT client_id, change, state, mac FROM journal
    WHERE (client_id, change) > (?1, ?2) ORDER BY client_id, change LIMIT ?3)";

/// A record as a batch holds it: course, kind, key, position and text.
type Record = (String, String, String, i64, String);
/// An undo entry: client, change, state and MAC.
type Entry = (String, i64, String, String);

/// A count in progress, batch by batch, so that others can use the vault in between.
#[derive(Default)]
pub struct Count {
    sums: BTreeMap<String, Sum>,
    newest_note: Option<NaiveDate>,
    reached: Reached,
}

/// How far the count has come.
#[derive(Default)]
enum Reached {
    #[default]
    Nothing,
    Record(String, String, String),
    Entry(String, i64),
    All,
}

impl Count {
    /// Counts the next batch. Whether there is more.
    pub async fn next(&mut self, connection: &mut SqliteConnection) -> Result<bool, VaultError> {
        self.reached = match std::mem::take(&mut self.reached) {
            Reached::Nothing => {
                for (record, stored) in RecordId::read_owners(connection).await? {
                    let content = stored.image.content();
                    self.add(
                        record.kind.name(),
                        &[],
                        &[record.owner.as_bytes(), &content],
                    );
                }
                Reached::Record(String::new(), String::new(), String::new())
            }
            Reached::Record(course, kind, key) => {
                let batch = sqlx::query_scalar(RECORDS)
                    .bind(course)
                    .bind(kind)
                    .bind(key);
                let batch: String = batch.bind(BATCH).fetch_one(connection).await?;
                self.add_records(parse(&batch)?)
            }
            Reached::Entry(client, change) => {
                let batch = sqlx::query_scalar(JOURNAL).bind(client).bind(change);
                let batch: String = batch.bind(BATCH).fetch_one(connection).await?;
                self.add_entries(parse(&batch)?)
            }
            Reached::All => Reached::All,
        };
        Ok(!matches!(self.reached, Reached::All))
    }

    fn add(&mut self, kind: &str, numbers: &[i64], texts: &[&[u8]]) {
        let says = length_prefixed(numbers, texts);
        match self.sums.get_mut(kind) {
            Some(sum) => sum.add(&says),
            None => self.sums.entry(kind.to_owned()).or_default().add(&says),
        }
    }

    fn add_records(&mut self, batch: Vec<Record>) -> Reached {
        for (course, kind, key, position, body) in &batch {
            let texts = [course.as_bytes(), key.as_bytes(), body.as_bytes()];
            self.add(kind, &[*position], &texts);
            if kind == RecordKind::Session.name() {
                // A note that cannot be parsed is counted, without a date.
                let dated = serde_json::from_str::<Dated>(body).ok();
                self.newest_note = self.newest_note.max(dated.and_then(|dated| dated.date));
            }
        }
        match batch.into_iter().next_back() {
            Some((course, kind, key, ..)) => Reached::Record(course, kind, key),
            None => Reached::Entry(String::new(), 0),
        }
    }

    fn add_entries(&mut self, batch: Vec<Entry>) -> Reached {
        for (client, change, state, mac) in &batch {
            let texts = [client.as_bytes(), state.as_bytes(), mac.as_bytes()];
            self.add("journal", &[*change], &texts);
        }
        match batch.into_iter().next_back() {
            Some((client, change, ..)) => Reached::Entry(client, change),
            None => Reached::All,
        }
    }

    /// Adds the drafts, which no audit trail names, and returns the result.
    pub async fn with_drafts(
        mut self,
        connection: &mut SqliteConnection,
    ) -> Result<ContentDigest, VaultError> {
        let kinds = RecordKind::ALL.iter().map(|kind| kind.name());
        let mut counted: Vec<Counted> = kinds
            .chain(["journal"])
            .map(|kind| self.sums.remove(kind).unwrap_or_default().of(kind))
            .collect();
        // A kind that this Kith does not know.
        if !self.sums.is_empty() {
            return Err(VaultError::DatabaseDamaged);
        }
        counted.push(drafts(connection).await?);
        Ok(ContentDigest {
            counted,
            newest_note: self.newest_note,
        })
    }
}

fn parse<T: DeserializeOwned>(batch: &str) -> Result<T, VaultError> {
    serde_json::from_str(batch).map_err(|_| VaultError::DatabaseDamaged)
}

/// Drafts: they are in the copy, though no audit trail names them.
pub async fn drafts(connection: &mut SqliteConnection) -> Result<Counted, VaultError> {
    let mut sum = Sum::default();
    let rows = sqlx::query("SELECT key, client_id, body, at FROM draft")
        .fetch_all(connection)
        .await?;
    for row in rows {
        let (key, client): (String, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
        let (body, at): (String, i64) = (row.try_get(2)?, row.try_get(3)?);
        let client = client.unwrap_or_default();
        sum.add(&length_prefixed(
            &[at],
            &[key.as_bytes(), client.as_bytes(), body.as_bytes()],
        ));
    }
    Ok(sum.of("draft"))
}

/// The digests of records, to be sorted: a copy has its records in another order than the original.
#[derive(Default)]
struct Sum(Vec<[u8; 32]>);

impl Sum {
    fn add(&mut self, says: &[u8]) {
        self.0.push(sha256(says));
    }

    fn of(mut self, kind: &str) -> Counted {
        self.0.sort_unstable();
        let mut all = Context::new(&SHA256);
        for one in &self.0 {
            all.update(one);
        }
        Counted {
            kind: kind.to_owned(),
            count: u32::try_from(self.0.len()).unwrap_or(u32::MAX),
            digest: field(all.finish().as_ref(), 0),
        }
    }
}

/// SHA-256 of bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    field(digest(&SHA256, bytes).as_ref(), 0)
}
