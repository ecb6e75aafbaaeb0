//! Reads a database with damaged pages without SQLite, which stops at the first page whose MAC is wrong.
//!
//! It decrypts every undamaged page, recognises the table of each row by its columns, and fills a database in memory
//! that is read like any other. Nothing is written to the file, and every write is refused.

mod cells;
mod memory;
pub mod pages;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use course::storage::RecordKind;
use sqlx::sqlite::SqliteConnection;

use crate::crypto::keys::DatabaseKey;
use crate::error::OpenError;
use crate::record::record_id::RecordId;
use crate::storage::damage_report::{DamageReport, LostRecord};
use crate::storage::database;
use crate::timestamp::Timestamp;
use pages::Pages;
use rows::Found;

/// Reads the undamaged pages of a file that did not open, if pages are damaged: a disk may also refuse a file of which
/// every page is intact.
///
/// # Errors
/// The error given, if no page is damaged; or [`OpenError::DatabaseDamaged`].
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

/// Reads the undamaged pages of the file into a database in memory.
///
/// # Errors
/// [`OpenError::DatabaseDamaged`] if none can be read.
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

/// The records that the trail says exist and that were not found; and whether the trail has gaps.
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

/// The record with this name in the trail; none if the name is not of a record.
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
    async fn disk_error_without_damaged_page_is_not_damage() {
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
        assert_eq!(damaged().await, Err(refused), "no page is damaged");
        let mut bytes = fs::read(path.database()).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(path.database(), &bytes).unwrap();
        assert_eq!(
            damaged().await,
            Ok(1),
            "one page is damaged, and the rest is read"
        );
        bytes[0] ^= 1;
        fs::write(path.database(), &bytes).unwrap();
        assert_eq!(damaged().await, Err(refused), "no page can be read");
    }
}
