//! A database with damaged pages: what can still be read of it, without SQLite, which gives up at the first page that
//! does not fit its MAC.
//!
//! Every whole page is decrypted, every row on it is known by its shape, and the rows go into a database in
//! memory that is read as any other. Nothing is written to the file, and no write is taken.

mod cells;
mod memory;
pub mod pages;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use course::record::RecordKind;
use course::record::client::Client;
use sqlx::sqlite::SqliteConnection;

use crate::crypto::keys::DatabaseKey;
use crate::error::{OpenError, VaultError};
use crate::integrity::verify::Step;
use crate::record::record_id::Place;
use crate::storage::database;
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;
use pages::Pages;
use rows::Found;

/// What is known of a vault that opened damaged.
pub struct ReadOnly {
    /// How many pages there are.
    pub pages: usize,
    /// How many there should be, if the first one tells.
    pub expected: Option<usize>,
    /// How many do not fit their MAC.
    pub damaged: usize,
    /// Records the audit trail names that are on no readable page.
    pub lost: Vec<LostRecord>,
    /// The trail itself has gaps: more may be lost than it names.
    pub more: bool,
}

/// A record that cannot be read: it is on no readable page of a damaged vault, or does not parse.
#[derive(Clone)]
pub struct LostRecord {
    /// What kind of record.
    pub kind: RecordKind,
    /// The id of the client or course it belongs to.
    pub id: String,
    /// Which of theirs; empty where there is only one, or it cannot be told.
    pub key: String,
    /// Whose it is, where that can still be read.
    pub client: Option<Client>,
    /// When it was last written, where the audit trail tells.
    pub written: Option<Timestamp>,
}

/// Reads what is readable of a file that did not open as a whole, if it is the file that is at fault: a disk may also
/// refuse something of which every page is there.
///
/// # Errors
/// The error it did not open with, then; or [`OpenError::DatabaseDamaged`].
pub async fn read_after(
    error: OpenError,
    file: &Path,
    key: &DatabaseKey,
) -> Result<(SqliteConnection, ReadOnly), OpenError> {
    let read = read(file, key).await;
    if error == OpenError::DatabaseDamaged {
        return read;
    }
    let (connection, found) = read.map_err(|_| error)?;
    if found.damaged == 0 {
        database::close(connection).await?;
        return Err(error);
    }
    Ok((connection, found))
}

/// Reads what is readable of the file into memory.
///
/// # Errors
/// [`OpenError::DatabaseDamaged`] if nothing is.
async fn read(file: &Path, key: &DatabaseKey) -> Result<(SqliteConnection, ReadOnly), OpenError> {
    let pages = Pages::read(file, key)?;
    let mut found = Found::default();
    for number in 1..=pages.count() {
        for row in cells::of_leaf(&pages, number) {
            found.take(row);
        }
    }
    if found.is_empty() {
        return Err(OpenError::DatabaseDamaged);
    }
    let (lost, more) = lost(&found);
    let read_only = ReadOnly {
        pages: pages.count(),
        expected: cells::page_count(&pages),
        damaged: pages.damaged(),
        lost,
        more,
    };
    Ok((memory::database_of(found).await?, read_only))
}

/// What the newest word of the trail says is there, and was not found; and whether the trail has gaps.
fn lost(found: &Found) -> (Vec<LostRecord>, bool) {
    let mut newest = BTreeMap::new();
    for line in found.trail.values() {
        newest.insert((line.kind.as_str(), line.record.as_str()), line);
    }
    let there: BTreeSet<Place> = found.places().collect();
    let named = newest.into_values().filter(|line| !line.content.is_empty());
    let lost = named
        .filter_map(|line| Some((place_named(&line.kind, &line.record)?, line.at)))
        .filter(|(place, _)| !there.contains(place))
        .map(|(place, at)| LostRecord {
            kind: place.kind,
            client: found.client_of(&place.owner),
            id: place.owner,
            key: place.key,
            written: Some(Timestamp::from_millis(at)),
        })
        .collect();
    let last = found.trail.keys().next_back().copied().unwrap_or_default();
    (lost, i64::try_from(found.trail.len()) != Ok(last))
}

/// The record the trail calls so; none for what is no record.
fn place_named(kind: &str, record: &str) -> Option<Place> {
    let kind = RecordKind::ALL.iter().find(|known| known.name() == kind);
    let kind = *kind?;
    let (owner, key) = if kind.in_course() {
        record.split_once('/')?
    } else {
        (record, "")
    };
    Some(Place {
        kind,
        owner: owner.to_owned(),
        key: key.to_owned(),
    })
}

impl ReadOnly {
    /// What a verification says of the file.
    pub fn steps(&self) -> Vec<Step> {
        let lost = format!("{} records are lost", self.lost.len());
        let gaps = if self.more {
            ", and entries that may name more"
        } else {
            ""
        };
        let length = match self.expected {
            Some(expected) => format!("{} of {expected} pages", self.pages),
            None => format!("{} pages", self.pages),
        };
        let said = |name, ok, detail| Step { name, ok, detail };
        vec![
            said(
                "opens_for_writing",
                false,
                "opened for reading alone".to_owned(),
            ),
            said("file_length", self.expected == Some(self.pages), length),
            said(
                "cipher_integrity",
                self.damaged == 0,
                format!("{} faults", self.damaged),
            ),
            said(
                "records_against_audit",
                self.lost.is_empty() && !self.more,
                lost + gaps,
            ),
        ]
    }
}

impl Vault {
    /// Whether nothing can be written, because pages of the database are damaged: what is readable is shown, and a
    /// backup should be restored.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// What is lost of a damaged vault.
    pub fn lost(&self) -> impl Iterator<Item = &LostRecord> {
        self.read_only.iter().flat_map(|found| &found.lost)
    }

    /// Whether more may be lost of a damaged vault than [`Self::lost`] names: the audit trail, which names
    /// it, is damaged too.
    #[must_use]
    pub fn may_lack_more(&self) -> bool {
        self.read_only.as_ref().is_some_and(|found| found.more)
    }

    /// Refuses every write to a damaged vault.
    pub(crate) fn check_writable(&self) -> Result<(), VaultError> {
        if self.is_read_only() {
            return Err(VaultError::ReadOnlyBecauseDamaged);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::ErrorKind;

    use super::*;
    use crate::header::copies::Copies;
    use crate::location::path::VaultPath;
    use crate::practice::*;
    use crate::storage::schema::SCHEMA;

    #[tokio::test]
    async fn a_disk_that_refused_something_else_damaged_nothing() {
        let home = tempfile::tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        vault.lock().await.unwrap();
        let path = VaultPath::in_home(home.path());
        let keys = Copies::read(&path).unwrap().open(&secret(), SCHEMA);
        let keys = keys.unwrap().keys;
        let refused = OpenError::Io(ErrorKind::TimedOut);
        let damaged = async || {
            let read = read_after(refused, &path.database(), &keys.database).await;
            let (connection, found) = read?;
            database::close(connection).await?;
            Ok::<_, OpenError>(found.damaged)
        };
        assert_eq!(damaged().await, Err(refused), "every page is there");
        let mut bytes = fs::read(path.database()).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(path.database(), &bytes).unwrap();
        assert_eq!(damaged().await, Ok(1), "one is not, and the rest is read");
        bytes[0] ^= 1;
        fs::write(path.database(), &bytes).unwrap();
        assert_eq!(damaged().await, Err(refused), "nothing is, says the disk");
    }
}
