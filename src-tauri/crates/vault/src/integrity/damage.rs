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
use sqlx::sqlite::SqliteConnection;

use crate::crypto::keys::DatabaseKey;
use crate::error::OpenError;
use crate::record::record_id::RecordId;
use crate::storage::damage_report::{DamageReport, LostRecord};
use crate::storage::database;
use crate::timestamp::Timestamp;
use pages::Pages;
use rows::Found;

/// Reads what is readable of a file that did not open as a whole, if it is the file that is at fault: a disk may also
/// refuse something of which every page is there.
///
/// # Errors
/// The error it did not open with, then; or [`OpenError::DatabaseDamaged`].
pub async fn read_after(
    error: OpenError,
    file: &Path,
    key: &DatabaseKey,
) -> Result<(SqliteConnection, DamageReport), OpenError> {
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
async fn read(
    file: &Path,
    key: &DatabaseKey,
) -> Result<(SqliteConnection, DamageReport), OpenError> {
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
    let read_only = DamageReport {
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
    let there: BTreeSet<RecordId> = found.record_ids().collect();
    let named = newest.into_values().filter(|line| !line.content.is_empty());
    let lost = named
        .filter_map(|line| Some((record_named(&line.kind, &line.record)?, line.at)))
        .filter(|(record, _)| !there.contains(record))
        .map(|(record, at)| LostRecord {
            kind: record.kind,
            client: found.client_of(&record.owner),
            id: record.owner,
            key: record.key,
            written: Some(Timestamp::from_millis(at)),
        })
        .collect();
    let last = found.trail.keys().next_back().copied().unwrap_or_default();
    (lost, i64::try_from(found.trail.len()) != Ok(last))
}

/// The record the trail calls so; none for what is no record.
fn record_named(kind: &str, record: &str) -> Option<RecordId> {
    let kind = RecordKind::ALL.iter().find(|known| known.name() == kind);
    let kind = *kind?;
    let (owner, key) = if kind.in_course() {
        record.split_once('/')?
    } else {
        (record, "")
    };
    Some(RecordId {
        kind,
        owner: owner.to_owned(),
        key: key.to_owned(),
    })
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
