//! What a vault holds, counted: by this a copy is compared with what was copied.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use course::record::RecordKind;
use ring::digest::{Context, SHA256, digest};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::audit::chained;
use crate::error::VaultError;
use crate::layout::field;
use crate::place::{Image, Place};

/// How many records of a kind, and what they say.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// What kind: as the audit trail names it, or `draft`, or `journal`.
    pub kind: String,
    /// How many.
    pub count: u32,
    /// SHA-256 over what every one of them says, whatever order they lie in.
    pub(crate) digest: [u8; 32],
}

/// What a vault holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Every kind, in one order.
    pub counted: Vec<Counted>,
    /// The day of the newest session with a note.
    pub newest_note: Option<NaiveDate>,
}

/// What of a note says when it was.
#[derive(Deserialize)]
struct Dated {
    date: Option<NaiveDate>,
}

impl Tally {
    /// Reads every record, text in progress and undo entry.
    pub async fn of(connection: &mut SqliteConnection) -> Result<Self, VaultError> {
        let mut sums: BTreeMap<RecordKind, Sum> = BTreeMap::new();
        let mut newest_note = None;
        let mut records = Place::read_owners(connection).await?;
        while !records.is_empty() {
            for (place, stored) in &records {
                let content = stored.image.content();
                let texts = [place.owner.as_bytes(), place.key.as_bytes(), &content];
                sums.entry(place.kind)
                    .or_default()
                    .add(&chained(&[], &texts));
                if place.kind == RecordKind::Session {
                    newest_note = newest_note.max(date(&stored.image));
                }
            }
            let last = records.last().map(|(place, _)| place);
            let last = last.filter(|place| place.kind.in_course());
            records = Place::read_records(connection, last).await?;
        }
        let of_kind = |kind: &RecordKind| sums.remove(kind).unwrap_or_default().of(kind.name());
        let mut counted: Vec<Counted> = RecordKind::ALL.iter().map(of_kind).collect();
        counted.push(drafts(connection).await?);
        counted.push(journal(connection).await?);
        Ok(Self {
            counted,
            newest_note,
        })
    }
}

fn date(image: &Image) -> Option<NaiveDate> {
    let Image::Record { body, .. } = image else {
        return None;
    };
    // A note that does not read is counted, and dates nothing.
    serde_json::from_str::<Dated>(body).ok()?.date
}

/// Texts in progress: they are in the copy, though no audit trail names them.
pub async fn drafts(connection: &mut SqliteConnection) -> Result<Counted, VaultError> {
    let mut sum = Sum::default();
    let rows = sqlx::query("SELECT key, client_id, body, at FROM draft")
        .fetch_all(connection)
        .await?;
    for row in rows {
        let (key, client): (String, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
        let (body, at): (String, i64) = (row.try_get(2)?, row.try_get(3)?);
        let client = client.unwrap_or_default();
        sum.add(&chained(
            &[at],
            &[key.as_bytes(), client.as_bytes(), body.as_bytes()],
        ));
    }
    Ok(sum.of("draft"))
}

/// Undo entries, each by the MAC of what it says.
async fn journal(connection: &mut SqliteConnection) -> Result<Counted, VaultError> {
    let mut sum = Sum::default();
    let rows = sqlx::query("SELECT client_id, change, state, mac FROM journal")
        .fetch_all(connection)
        .await?;
    for row in rows {
        let (client, state): (String, String) = (row.try_get(0)?, row.try_get(2)?);
        let mac: Vec<u8> = row.try_get(3)?;
        sum.add(&chained(
            &[row.try_get(1)?],
            &[client.as_bytes(), state.as_bytes(), &mac],
        ));
    }
    Ok(sum.of("journal"))
}

/// The digests of records, to be put in order: a copy lies in another order than what was copied.
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
